using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Overview and timeline of a real host, as a browser shows them.</summary>
internal sealed class SiteTests
{
    private const string Hour = "2026-03-28T22";
    private const string Hostile = "<script>document.title='taken'<script>";
    private const string RightToLeft = "\u202Eevil\u05D0\u05D1";

    private ArchiveBuilder _tree = null!;
    private SiteHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tree = new ArchiveBuilder();
        for (var minute = 0; minute < 60; minute++)
        {
            foreach (var (channel, quality) in ((string, string)[])[("desertbus", "source"), ("desertbus", "480p"), (Hostile, RightToLeft)])
            {
                if (quality == "source" && minute is 20 or 21) continue;
                _tree.File(channel, quality, Hour, SegmentNames.Full($"{minute:D2}:00", "60.0"));
            }
        }

        _host = await SiteHost.StartAsync(
            _tree.Root,
            new SiteOptions
            {
                Title = "Archive of the bus",
                HasActions = true,
                Links = [new SiteLink { Text = "Chat", Address = "https://chat.example/" }],
            });
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _tree.Dispose();
    }

    [TestCase(ColorScheme.Light, "light")]
    [TestCase(ColorScheme.Dark, "dark")]
    public async Task Overview_InATheme_BreaksNoRuleOfAccess(ColorScheme scheme, string name)
    {
        await using var site = await OpenAsync("/", scheme, 1280);
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await SettledAsync(site);
        await Assertions.Expect(site.Page.Locator("#live")).ToHaveTextAsync("live");
        await site.TakeAsync($"overview-{name}");

        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(site.Complaints, Is.Empty);
        Assert.That(site.Requests, Has.All.StartsWith(_host.Url).Or.StartsWith("data:"));
    }

    [TestCase(ColorScheme.Light, "light")]
    [TestCase(ColorScheme.Dark, "dark")]
    public async Task Timeline_WithAHoleSelected_BreaksNoRuleOfAccess(ColorScheme scheme, string name)
    {
        await using var site = await OpenAsync("/archives/main", scheme, 1280);
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(3);
        await SettledAsync(site);
        await site.TakeAsync($"timeline-{name}");
        await site.Page.ClickAsync("#hole-next");
        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("2026-03-28T22:20:00.000000Z");
        await SettledAsync(site);
        await site.TakeAsync($"hole-{name}");

        Assert.That(await site.ViolationsAsync(), Is.Empty);
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Names_OfAnyKind_AreText()
    {
        foreach (var address in (string[])["/", "/archives/main"])
        {
            await using var site = await OpenAsync(address, ColorScheme.Light, 1280);
            var shown = site.Page.Locator(".name");
            await Assertions.Expect(shown.Filter(new LocatorFilterOptions { HasText = Hostile }).First).ToBeVisibleAsync();
            await Assertions.Expect(shown.Filter(new LocatorFilterOptions { HasText = VisibleText.MakeVisible(RightToLeft) }).First).ToBeVisibleAsync();
            Assert.That(await site.Page.TitleAsync(), Does.Not.Contain("taken"));
            Assert.That(await site.Page.Locator("main script").CountAsync(), Is.Zero);
            Assert.That(site.Complaints, Is.Empty);
        }
    }

    [Test]
    public async Task Keys_Alone_LeadToAHoleAndBack()
    {
        await using var site = await OpenAsync("/", ColorScheme.Light, 1280);
        await site.Page.Locator("h2 a").FocusAsync();
        await site.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(site.Page.Locator(".surface")).ToBeVisibleAsync();
        await site.Page.Locator(".surface").FocusAsync();
        var all = await site.ViewAsync();
        await site.Page.Keyboard.PressAsync("+");
        var near = await site.ViewAsync();
        Assert.That(near.To - near.From, Is.LessThan((all.To - all.From) * 0.6));
        await site.Page.Keyboard.PressAsync("0");
        await site.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(site.Page.Locator("#detail")).ToBeVisibleAsync();
        await Assertions.Expect(site.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#hole=desertbus"));
        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(site.Page.Locator("#detail")).ToBeHiddenAsync();
        await site.Page.GoBackAsync();
        await Assertions.Expect(site.Page.Locator("#detail")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Link_ToAHole_ShowsIt_AndOneToNothingSaysSo()
    {
        var link = $"#hole={Uri.EscapeDataString("desertbus/source/2026-03-28T22:20:00.000000Z")}";
        await using (var site = await OpenAsync($"/archives/main{link}", ColorScheme.Light, 1280))
        {
            await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("2 m 00 s".Replace(' ', '\u00a0'));
            var (from, to) = await site.ViewAsync();
            Assert.That((to - from) / 60e6, Is.LessThan(10), "it is zoomed to");
        }

        await using var other = await OpenAsync("/archives/main#hole=%3Cb%3E%2Fx%2F2026-03-28T22:20:00Z", ColorScheme.Light, 1280);
        await Assertions.Expect(other.Page.Locator("#detail")).ToContainTextAsync("The ledger has no hole <b>/x/");
    }

    [Test]
    public async Task View_OfALink_IsWhatIsSeen_AndStandsInTheAddress()
    {
        await using var site = await OpenAsync(
            "/archives/main?from=2026-03-28T22:10:00Z&to=2026-03-28T22:30:00Z&stream=desertbus%2Fsource", ColorScheme.Light, 1280);
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(1);
        var (from, to) = await site.ViewAsync();

        var start = (double)Timestamp.Parse("2026-03-28T22:10:00Z").UnixMicroseconds;
        Assert.That(from, Is.EqualTo(start).Within(10e6));
        Assert.That(to - from, Is.EqualTo(1200e6).Within(10e6));
        await site.Page.ClickAsync("#zoom-in");
        await Assertions.Expect(site.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("from=2026-03-28T22%3A15"));
    }

    [Test]
    public async Task Hole_AtTheWidestZoom_IsDrawn()
    {
        await using var site = await OpenAsync("/archives/main?stream=desertbus%2Fsource", ColorScheme.Light, 1280);
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(1);
        await SettledAsync(site);

        var colours = await site.Page.EvaluateAsync<string[]>("""
            () => {
                const canvas = document.querySelector(".lane canvas");
                const { data, width } = canvas.getContext("2d").getImageData(0, 4, canvas.width, 1);
                return [...new Set(Array.from({ length: width }, (_, x) => data.slice(4 * x, 4 * x + 3).join()))];
            }
            """);
        var parts = colours.Select(colour => colour.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray());
        Assert.That(parts.Any(colour => colour is [> 200, > 80 and < 130, < 70]), Is.True, string.Join(' ', colours));
    }

    [Test]
    public async Task Audit_ThatEnds_IsSeenWithoutAsking()
    {
        await using var site = await OpenAsync("/", ColorScheme.Light, 1280);
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(site.Page.Locator("#live")).ToHaveTextAsync("live");
        _tree.File("later", "source", Hour, SegmentNames.Full("00:00"));
        try
        {
            await _host.AuditAsync();
            var ended = Stopwatch.StartNew();
            await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(4);
            TestContext.Out.WriteLine($"seen {ended.Elapsed.TotalSeconds:0.00} s after the audit ended");
        }
        finally
        {
            Directory.Delete(Path.Combine(_tree.Root, "later"), recursive: true);
            await _host.AuditAsync();
        }
    }

    [Test]
    public async Task Tabs_OfOneBrowser_HaveOneConnection_AndAllHear()
    {
        await using var site = await OpenAsync("/", ColorScheme.Light, 1280);
        var tabs = new List<IPage> { site.Page };
        for (var i = 0; i < 19; i++)
        {
            var tab = await site.Window.NewPageAsync();
            await tab.GotoAsync($"{_host.Url}/");
            tabs.Add(tab);
        }

        foreach (var tab in tabs) await Assertions.Expect(tab.Locator("#live")).ToHaveTextAsync("live");
        await _host.AuditAsync();
        foreach (var tab in tabs) await Assertions.Expect(tab.Locator(".state")).ToContainTextAsync("Audited");
        Assert.That(site.Requests.Count(url => url.EndsWith("/api/events", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task Button_StartsAnAudit()
    {
        await using var site = await OpenAsync("/", ColorScheme.Light, 1280);
        var before = await RunsAsync();
        await site.Page.ClickAsync("text=Audit now");
        while (await RunsAsync() == before) await Task.Yield();
        await Assertions.Expect(site.Page.Locator("text=Audit now")).ToBeEnabledAsync();

        async Task<int> RunsAsync() => (await _host.GetAsync("/api/archives/main/runs?limit=100")).GetProperty("runs").GetArrayLength();
    }

    [Test]
    public async Task Page_OfAnotherOrigin_CanNeitherReadNorAct()
    {
        await using var site = await OpenAsync("/", ColorScheme.Light, 1280);
        var elsewhere = await site.Window.NewPageAsync();
        await elsewhere.GotoAsync($"{_host.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/healthz");

        foreach (var (method, path) in ((string, string)[])[("GET", "/api/archives"), ("GET", "/api/archives/main/coverage"),
            ("POST", "/api/archives/main/runs"), ("GET", "/")])
        {
            var answer = await elsewhere.EvaluateAsync<string>(
                "async ([address, method]) => { try { return `read ${(await fetch(address, { method })).status}`; } catch (cause) { return cause.name; } }",
                new[] { _host.Url + path, method });
            Assert.That(answer, Is.EqualTo("TypeError"), path);
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, "/api/archives/main/runs");
        post.Headers.Add("Origin", "https://evil.example");
        using var refused = await _host.Client.SendAsync(post);
        Assert.That((int)refused.StatusCode, Is.EqualTo(403));
    }

    [TestCase("/", "overview")]
    [TestCase("/archives/main", "timeline")]
    public async Task Page_OnAPhone_BreaksNoRuleAndIsNotWiderThanIt(string address, string name)
    {
        await using var site = await OpenAsync(address, ColorScheme.Light, 390);
        await Assertions.Expect(site.Page.Locator(".name").First).ToBeVisibleAsync();
        await SettledAsync(site);
        await site.TakeAsync($"{name}-phone");

        Assert.That(await site.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(390));
        Assert.That(await site.ViolationsAsync(), Is.Empty);
    }

    [Test]
    public async Task Paper_HasFiguresAndNoButtons()
    {
        await using var site = await OpenAsync("/", ColorScheme.Dark, 1000);
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await site.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await site.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await site.TakeAsync("print");

        Assert.That(await site.Page.Locator("button:visible").CountAsync(), Is.Zero);
        Assert.That(
            await site.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"), Is.EqualTo("rgb(255, 255, 255)"));
    }

    private Task<OpenedSite> OpenAsync(string address, ColorScheme scheme, int width) => _host.OpenAsync(
        address,
        new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });

    /// <summary>Until no lane is empty any more.</summary>
    private static Task<IJSHandle> SettledAsync(OpenedSite site) => site.Page.WaitForFunctionAsync("""
        () => {
            const lanes = [...document.querySelectorAll("canvas")];
            return lanes.length > 0 && lanes.every(({ width, height }) => width > 1 && height > 1)
                && lanes.some((canvas) => new Set(canvas.getContext("2d").getImageData(0, canvas.height >> 1, canvas.width, 1).data).size > 4);
        }
        """);
}
