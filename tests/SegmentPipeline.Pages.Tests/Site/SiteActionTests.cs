using Microsoft.Playwright;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Verifying and filling from the site, of an archive that has another copy.</summary>
[Platform("Linux")]
internal sealed class SiteActionTests
{
    private const string Hour = "2026-03-28T22";

    private ArchiveBuilder _here = null!;
    private ArchiveBuilder _there = null!;
    private SiteHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        (_here, _there) = (new ArchiveBuilder(), new ArchiveBuilder());
        for (var minute = 0; minute < 10; minute++)
        {
            Write(_there, minute);
            if (minute is not (3 or 4 or 7)) Write(_here, minute);
        }

        _host = await SiteHost.StartAsync(_here.Root, new SiteOptions { HasActions = true }, archive =>
        {
            archive.Replicas = [new ScheduledReplica { Name = "node2", Location = _there.Root }];
            archive.Fill = new ScheduledFill { OnlyWhenAsked = true };
            archive.Verify = new ScheduledVerify { Schedule = "0 3 1 1 *" };
        });
        await _host.AuditAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _here.Dispose();
        _there.Dispose();
    }

    [Test]
    public async Task Verification_FromTheSite_TellsItsEnd() // The files are texts and no video.
    {
        await using var site = await _host.OpenAsync();
        await site.Page.ClickAsync("text=Verify now");
        await Assertions.Expect(site.Page.Locator(".work")).ToContainTextAsync("7 files, 63\u00a0B, 7 corrupt.");
        await Assertions.Expect(site.Page.Locator("text=Verify now")).ToBeEnabledAsync();
        Assert.That(site.Complaints, Is.Empty);
    }

    [TestCase(ColorScheme.Light, 1280, "light")]
    [TestCase(ColorScheme.Dark, 1280, "dark")]
    [TestCase(ColorScheme.Light, 390, "phone")]
    public async Task Filling_FromTheSite_ShowsItsPlanFirst(ColorScheme scheme, int width, string name)
    {
        await using var site = await _host.OpenAsync(
            "/", new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var dialog = site.Page.Locator("dialog");
        await ComparedAsync(site);
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Fill…" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("3 files would be fetched, and close 3\u00a0m\u00a000\u00a0s of 2 holes.");
        await Assertions.Expect(dialog.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(dialog).ToContainTextAsync("27\u00a0B");
        await site.TakeAsync($"fill-plan-{name}");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(Files(), Is.EqualTo(7), "a plan fetches nothing");

        await dialog.GetByText("Fill now").ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("3 of 3 missing files published, 27\u00a0B; 3\u00a0m\u00a000\u00a0s of holes closed");
        await site.TakeAsync($"fill-end-{name}");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(Files(), Is.EqualTo(10));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(site.Page.Locator(".work")).ToContainTextAsync("3 of 3 missing files published");
        Assert.That(await site.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(width));
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Keys_Alone_FillAnArchive()
    {
        await using var site = await _host.OpenAsync();
        await ComparedAsync(site);
        var open = site.Page.GetByRole(AriaRole.Button, new() { Name = "Fill…" });
        await open.FocusAsync();
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Page.Locator("dialog")).ToContainTextAsync("Fill now");
        await site.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(site.Page.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(open).ToBeFocusedAsync();

        await site.Page.Keyboard.PressAsync("Enter");
        var fill = site.Page.GetByRole(AriaRole.Button, new() { Name = "Fill now" });
        await Assertions.Expect(fill).ToBeVisibleAsync();
        for (var steps = 0; steps < 20 && !await fill.EvaluateAsync<bool>("(one) => one === document.activeElement"); steps++)
            await site.Page.Keyboard.PressAsync("Tab");
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Page.Locator("dialog")).ToContainTextAsync("missing files published");
        Assert.That(Files(), Is.EqualTo(10));
    }

    [Test]
    public async Task Work_ThatIsUnderWay_IsRefusedWithASentence()
    {
        await using var site = await _host.OpenAsync();
        await ComparedAsync(site);
        await site.Page.RouteAsync("**/plan", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 409,
            ContentType = "application/problem+json",
            Body = """{"status":409,"detail":"main is being filled; ask again when that has ended"}""",
        }));
        await site.Page.GetByRole(AriaRole.Button, new() { Name = "Fill…" }).ClickAsync();

        await Assertions.Expect(site.Page.Locator("dialog")).ToContainTextAsync(
            "No plan was made: main is being filled; ask again when that has ended.");
        await Assertions.Expect(site.Page.Locator("dialog").GetByText("Try again")).ToBeVisibleAsync();
    }

    [TestCase(ColorScheme.Light, 1280, "light")]
    [TestCase(ColorScheme.Dark, 390, "phone")]
    public async Task Token_OfTheHost_IsAskedForOnceATab(ColorScheme scheme, int width, string name)
    {
        const string Token = "planted-token-0123456789";
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Token);
        await using var host = await SiteHost.StartAsync(_here.Root, new SiteOptions { HasActions = true, TokenFile = file });
        await using var site = await host.OpenAsync(
            "/", new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var dialog = site.Page.Locator("dialog");
        await site.Page.ClickAsync("text=Audit now");
        await Assertions.Expect(dialog).ToContainTextAsync("only for whoever knows its token");
        await Assertions.Expect(dialog.Locator("input")).ToBeFocusedAsync();
        await site.TakeAsync($"token-{name}");
        Assert.That(await site.ViolationsAsync(), Is.Empty);
        await site.Page.Keyboard.TypeAsync("wrong");
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync("That is not the token of this host.");
        await site.Page.Keyboard.TypeAsync(Token);
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(site.Page.Locator(".state")).ToContainTextAsync("with findings");

        await site.Page.ReloadAsync();
        await site.Page.ClickAsync("text=Audit now");
        while ((await host.GetAsync("/api/archives/main/runs")).GetProperty("runs").GetArrayLength() < 2) await Task.Yield();
        Assert.That(await dialog.CountAsync(), Is.Zero);
        Assert.That(await site.Page.EvaluateAsync<string>("() => document.cookie + location.href"), Does.Not.Contain(Token));
        Assert.That(site.Requests, Has.None.Contains(Token));
        File.Delete(file);
    }

    [Test]
    public async Task Token_ThatIsWrongOnceTooOften_IsForgottenAndAskedForAgain()
    {
        const string Token = "planted-token-0123456789";
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Token);
        await using var host = await SiteHost.StartAsync(_here.Root, new SiteOptions { HasActions = true, TokenFile = file });
        await using var site = await host.OpenAsync();
        await site.Page.RouteAsync("**/runs?kind=audit", route => route.Request.Headers.GetValueOrDefault("authorization") == "Bearer wrong"
            ? route.FulfillAsync(new RouteFulfillOptions
            {
                Status = 429,
                ContentType = "application/problem+json",
                Body = """{"status":429,"detail":"that is not the token; ask again later"}""",
            })
            : route.ContinueAsync());
        var dialog = site.Page.Locator("dialog");
        await site.Page.ClickAsync("text=Audit now");
        await GiveAsync(site, "sch\u00f6n");
        await Assertions.Expect(dialog).ToContainTextAsync("That cannot be a token");
        await GiveAsync(site, "wrong");
        await Assertions.Expect(dialog).ToContainTextAsync("That is not the token; ask again later.");
        Assert.That(await site.Page.EvaluateAsync<int>("() => sessionStorage.length"), Is.Zero);
        await GiveAsync(site, Token);

        await Assertions.Expect(site.Page.Locator(".state")).ToContainTextAsync("with findings");
        await site.Page.WaitForFunctionAsync("() => sessionStorage.length === 1"); // The end of an audit may be heard of before its start is answered.
        File.Delete(file);
    }

    [Test]
    public async Task Token_ThatNobodyGives_StartsNothingAndSaysSo()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "planted-token-0123456789");
        await using var host = await SiteHost.StartAsync(_here.Root, new SiteOptions { HasActions = true, TokenFile = file });
        await using var site = await host.OpenAsync();
        var isAnswered = new TaskCompletionSource();
        await site.Page.RouteAsync("**/streams", async route =>
        {
            await isAnswered.Task;
            await route.ContinueAsync();
        });
        await site.Page.ReloadAsync();
        await site.Page.ClickAsync("text=Audit now");
        await Assertions.Expect(site.Page.Locator("dialog")).ToBeVisibleAsync();
        await site.Page.Keyboard.PressAsync("Escape");

        var refusal = site.Page.Locator(".refusal");
        await Assertions.Expect(refusal).ToHaveTextAsync("The audit was not started: no token was given");
        await Assertions.Expect(site.Page.Locator("text=Audit now")).ToBeEnabledAsync();
        isAnswered.SetResult();
        await Assertions.Expect(site.Page.Locator(".figures")).ToContainTextAsync("Longest hole");
        await Assertions.Expect(refusal).ToBeVisibleAsync();
        File.Delete(file);
    }

    [Test]
    public async Task Site_WithoutActions_HasNoButtonsAndShowsWhatIsDone()
    {
        await using var host = await SiteHost.StartAsync(_here.Root, configure: archive => archive.Verify = new ScheduledVerify());
        await host.AuditAsync();
        await using var site = await host.OpenAsync();

        await Assertions.Expect(site.Page.Locator(".work")).ToContainTextAsync("Verified");
        Assert.That(await site.Page.Locator(".panel > .bar button").CountAsync(), Is.Zero);
    }

    private static async Task GiveAsync(OpenedSite site, string token)
    {
        await site.Page.Locator("dialog input").FillAsync(token);
        await site.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The host compares by itself when it starts; until that has ended it makes no plan.</summary>
    private async Task ComparedAsync(OpenedSite site)
    {
        while ((await _host.GetAsync("/api/archives/main/replicas")).GetProperty("compared").ValueKind == System.Text.Json.JsonValueKind.Null)
            await Task.Yield();
        await Assertions.Expect(site.Page.Locator(".panel")).ToBeVisibleAsync();
    }

    private int Files() => Directory.GetFiles(_here.PathOf("c", "q", Hour)).Length;

    /// <summary>A file whose name promises what is in it.</summary>
    private static void Write(ArchiveBuilder tree, int minute)
    {
        var directory = tree.PathOf("c", "q", Hour);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, SegmentNames.Full($"{minute:D2}:00", "60.0", content: minute)), $"content {minute}");
    }
}
