using Microsoft.Playwright;
using SegmentPipeline.Fleet.Tests;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>A page whose host goes away and comes back.</summary>
internal sealed class LostHostTests
{
    [Test]
    public async Task Host_ThatIsGone_IsToldSo_AndWhatChangedMeanwhileIsSeenWhenItIsBack()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00"));
        // While it is away, the system could give a port of its own choice to somebody else.
        await using var host = await SiteHost.StartAsync(tree.Root, port: FreePorts.Take());
        await host.AuditAsync();
        await using var site = await host.OpenAsync();
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(site.Page.Locator("#live")).ToHaveTextAsync("live");

        await host.StopAsync();

        await Assertions.Expect(site.Page.Locator("#live")).ToContainTextAsync("the host does not answer; as of ");
        await Assertions.Expect(site.Page.Locator("body.stale")).ToHaveCountAsync(1);
        await site.TakeAsync("lost");
        tree.File("c", "later", "2026-03-28T22", SegmentNames.Full("00:00"));
        await host.StartAgainAsync();
        await host.AuditAsync();

        await Assertions.Expect(site.Page.Locator("#live")).ToHaveTextAsync("live");
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(site.Page.Locator("body.stale")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Page_InABrowserWithoutLocks_OnlyAsks()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", "2026-03-28T22", SegmentNames.Full("00:00"));
        await using var host = await SiteHost.StartAsync(tree.Root);
        await host.AuditAsync();
        await using var site = await host.OpenAsync();
        await site.Page.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });");
        await Assertions.Expect(site.Page.Locator("#live")).ToHaveTextAsync("live");
        var before = site.Requests.Count(IsOfEvents);

        await site.Page.ReloadAsync();

        await Assertions.Expect(site.Page.Locator("#live")).ToHaveTextAsync("asked every 10 s");
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.That((before, site.Requests.Count(IsOfEvents)), Is.EqualTo((1, 1)));

        static bool IsOfEvents(string request) => request.EndsWith("/api/events", StringComparison.Ordinal);
    }
}
