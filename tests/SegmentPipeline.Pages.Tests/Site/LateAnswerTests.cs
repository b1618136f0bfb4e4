using Microsoft.Playwright;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>What pages show where answers come late, or in another order than they were asked for.</summary>
internal sealed class LateAnswerTests
{
    private const string Hour = "2026-03-28T22";

    private ArchiveBuilder _tree = null!;
    private SiteHost _host = null!;

    /// <summary>Two holes, in the fourth minute and in the eighth.</summary>
    [SetUp]
    public async Task StartAsync()
    {
        _tree = new ArchiveBuilder();
        for (var minute = 0; minute < 10; minute++)
        {
            if (minute is not (3 or 7)) Write(minute);
        }

        _host = await SiteHost.StartAsync(
            _tree.Root, new SiteOptions { HasActions = true }, archive => archive.Replicas = [new ScheduledReplica { Name = "node2", Location = _tree.Root }]);
        await _host.AuditAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _tree.Dispose();
    }

    /// <summary>Everything is asked for twice: when the page is opened, and when it begins to hear of changes.</summary>
    [Test]
    public async Task State_ThatWasAskedForBeforeAnAuditEnded_DoesNotHideItsEnd()
    {
        await using var site = await OpenAsync();
        var old = (await _host.Client.GetStringAsync("/api/archives")).Replace("\"idle\"", "\"waiting\"", StringComparison.Ordinal);
        var held = await HeldAnswer.OfAsync(site.Page, "**/api/archives", asked: 2, old);
        await site.Page.GotoAsync(_host.Url);
        await held.IsAsked;
        await HealAsync();
        var state = site.Page.Locator(".state");
        await Assertions.Expect(state).ToContainTextAsync("all covered");

        await site.Page.RunAndWaitForRequestAsync(() => held.ReleaseAsync(site.Page), "**/streams");

        await Assertions.Expect(state).ToContainTextAsync("all covered");
        await Assertions.Expect(site.Page.Locator("text=Audit now")).ToBeEnabledAsync();
    }

    [Test]
    public async Task Figures_ThatWereAskedForBeforeAnAuditEnded_AreNotShownAfterIt()
    {
        await using var site = await OpenAsync();
        var held = await HeldAnswer.OfAsync(
            site.Page, "**/streams", asked: 2, await _host.Client.GetStringAsync("/api/archives/main/streams"));
        await site.Page.GotoAsync(_host.Url);
        await held.IsAsked;
        await HealAsync();
        var figures = site.Page.Locator(".panel .figures");
        await Assertions.Expect(figures).ToContainTextAsync("Holes0");

        await held.ReleaseAsync(site.Page);

        await Assertions.Expect(figures).ToContainTextAsync("Holes0");
        await Assertions.Expect(site.Page.Locator("tbody tr td").Nth(3)).ToHaveTextAsync("–");
    }

    [Test]
    public async Task Timeline_ThatHearsOfChangesBeforeItIsShown_IsBuiltOnce()
    {
        await using var site = await OpenAsync();
        await site.Page.AddInitScriptAsync("""
            window.built = 0;
            const hasLanes = (node) => node instanceof Element && node.querySelector("#lanes") !== null;
            const count = (changes) => changes.forEach(({ addedNodes }) => (window.built += [...addedNodes].filter(hasLanes).length));
            new MutationObserver(count).observe(document, { childList: true, subtree: true });
            """);
        var replicas = await HeldAnswer.OfAsync(
            site.Page, "**/replicas", asked: 1, await _host.Client.GetStringAsync("/api/archives/main/replicas"));
        var excuses = await HeldAnswer.OfAsync(site.Page, "**/excuses", asked: 2, """{"excuses":[]}""");
        await site.Page.GotoAsync($"{_host.Url}/archives/main");
        await Task.WhenAll(replicas.IsAsked, excuses.IsAsked);
        // Behind what the page would have asked for by now, had it not to wait for the copies.
        await site.Page.EvaluateAsync("""
            async () => {
                for (const what of ["streams", "corrupt?limit=1000"]) await (await fetch(`/api/archives/main/${what}`, { cache: "no-cache" })).text();
            }
            """);

        await site.Page.RunAndWaitForResponseAsync(() => replicas.ReleaseAsync(site.Page), "**/streams");
        await excuses.ReleaseAsync(site.Page);

        await Assertions.Expect(site.Page.Locator("#copies")).ToBeVisibleAsync();
        await site.ViewAsync();
        Assert.That(await site.Page.EvaluateAsync<int>("() => window.built"), Is.EqualTo(1));
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Hole_OfALink_DoesNotTakeThePlaceOfOneThatWasChosenSince()
    {
        await using var site = await OpenAsync();
        var link = await _host.Client.GetStringAsync("/api/archives/main/holes?from=2026-03-28T22:07:00Z");
        var held = await HeldAnswer.OfAsync(site.Page, "**/holes?*state=all*", asked: 1, link);
        await site.Page.GotoAsync($"{_host.Url}/archives/main#hole=c%2Fq%2F2026-03-28T22%3A07%3A00.000000Z");
        await held.IsAsked;
        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync("n");
        var detail = site.Page.Locator("#detail");
        await Assertions.Expect(detail).ToContainTextAsync("2026-03-28T22:03:00");

        await held.ReleaseAsync(site.Page);

        await Assertions.Expect(detail).ToContainTextAsync("2026-03-28T22:03:00");
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Steps_ThatAreWantedWhileTheHostIsAsked_AreOneMoreBehindIt()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        var step = await HoldStepAsync(site);
        for (var times = 0; times < 2; times++) await site.Page.Keyboard.PressAsync("n");

        await step.ReleaseAsync(site.Page);

        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("2026-03-28T22:07:00");
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Step_WhoseAnswerComesAfterAnotherStreamWasChosen_SelectsNothing()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        var step = await HoldStepAsync(site);
        await site.Page.SelectOptionAsync("#stream", "c/q");

        await step.ReleaseAsync(site.Page);

        await site.ViewAsync();
        await Assertions.Expect(site.Page.Locator("#detail")).ToBeHiddenAsync();
        Assert.That(new Uri(site.Page.Url).Fragment, Is.Empty);
    }

    [Test]
    public async Task Archives_ThatWereAskedForEarlier_DoNotTakeThePlaceOfLaterOnes()
    {
        await using var site = await OpenAsync();
        var old = (await _host.Client.GetStringAsync("/api/archives")).Replace("\"idle\"", "\"waiting\"", StringComparison.Ordinal);
        var held = await HeldAnswer.OfAsync(site.Page, "**/api/archives", asked: 1, old);
        await site.Page.GotoAsync(_host.Url);
        await held.IsAsked;
        var state = site.Page.Locator(".state");
        await Assertions.Expect(state).ToBeVisibleAsync();

        await held.ReleaseAsync(site.Page);

        await site.Page.EvaluateAsync("() => fetch('/api/archives').then((answer) => answer.text())");
        await Assertions.Expect(state).Not.ToContainTextAsync("about to be audited");
    }

    /// <summary>Goes to the first hole, of which the host does not yet tell.</summary>
    private async Task<HeldAnswer> HoldStepAsync(OpenedSite site)
    {
        const string start = "from=2026-03-28T22:00:00Z&limit=100";
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(1);
        var answer = await _host.Client.GetStringAsync($"/api/archives/main/holes?{start}");
        var step = await HeldAnswer.OfAsync(site.Page, "**/holes?*&limit=100", asked: 1, answer);
        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync("n");
        await step.IsAsked.WaitAsync(TimeSpan.FromMinutes(1));
        return step;
    }

    /// <summary>Opens a window that asks for nothing yet: what a page has not asked for when it is left could be held instead.</summary>
    private async Task<OpenedSite> OpenAsync()
    {
        var site = await _host.OpenAsync();
        await site.Page.GotoAsync("about:blank");
        return site;
    }

    private async Task HealAsync()
    {
        Write(3);
        Write(7);
        await _host.AuditAsync();
    }

    private void Write(int minute) => _tree.File("c", "q", Hour, SegmentNames.Full($"{minute:D2}:00", "60.0"));
}
