using Microsoft.Playwright;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Two tabs that stay open for a day, in which an audit ends each hour and everything that a host tells is told.</summary>
internal sealed class SiteDayTests
{
    private const int Streams = 20;
    private const int BeatsAnHour = 240;
    private const string Hour = "2026-03-28T22";

    /// <summary>The browser lets go of lanes that others have taken the place of one or two pictures later; of one picture in two hours
    /// that were kept for good there would be nine.</summary>
    private const int MostPicturesKept = 3;

    private const int NodesOfAPicture = 700;
    private const int ListenersOfAPicture = 50;

    private static readonly int[] Measured = [6, 12, 18, 24];

    private ArchiveBuilder _tree = null!;
    private SiteHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tree = new ArchiveBuilder();
        for (var stream = 0; stream < Streams; stream++)
        {
            for (var minute = 0; minute < 60; minute += 2) _tree.File($"channel{stream:D2}", "source", Hour, SegmentNames.Full($"{minute:D2}:00", "60.0"));
        }

        _host = await SiteHost.StartAsync(_tree.Root);
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _tree.Dispose();
    }

    [Test]
    public async Task Tabs_OverADayOfAudits_HoldWhatTheyHeldAfterSixHours()
    {
        await using var site = await _host.OpenAsync();
        await Assertions.Expect(site.Page.Locator("tbody tr")).ToHaveCountAsync(Streams);
        var timeline = await site.Window.NewPageAsync();
        await timeline.GotoAsync($"{_host.Url}/archives/main");
        await Assertions.Expect(timeline.Locator(".lane")).ToHaveCountAsync(Streams);
        (string Tab, TabMemory Memory)[] tabs = [("overview", await TabMemory.OfAsync(site.Page)), ("timeline", await TabMemory.OfAsync(timeline))];
        var held = new Dictionary<(string, int), TabHoldings>();
        for (var hour = 1; hour <= 24; hour++)
        {
            await PassHourAsync(site.Page, timeline, hour);
            if (!Measured.Contains(hour)) continue;
            // What is seen is told aloud last of all; then nothing waits any more that belongs to an earlier picture.
            await Assertions.Expect(timeline.Locator("#announced")).Not.ToBeEmptyAsync();
            foreach (var (tab, memory) in tabs)
            {
                held[(tab, hour)] = await memory.MeasureAsync();
                TestContext.Out.WriteLine($"{tab} after {hour} h: {held[(tab, hour)]}");
            }
        }

        AssertLevel(held[("overview", 6)], held[("overview", 24)], 0);
        AssertLevel(held[("timeline", 6)], held[("timeline", 24)], MostPicturesKept);
        Assert.That(site.Complaints, Is.Empty);
    }

    private static void AssertLevel(TabHoldings early, TabHoldings late, int pictures)
    {
        Assert.That(late.Nodes, Is.LessThanOrEqualTo(early.Nodes + 20 + pictures * NodesOfAPicture));
        Assert.That(late.Listeners, Is.LessThanOrEqualTo(early.Listeners + 5 + pictures * ListenersOfAPicture));
        Assert.That(late.HeapBytes, Is.LessThan(early.HeapBytes * (1.15 + pictures * 0.1)));
    }

    /// <summary>A hole opens or closes; the one tab sees it, in the other somebody looks around.</summary>
    private async Task PassHourAsync(IPage overview, IPage timeline, int hour)
    {
        await TellAsync(timeline);
        var file = _tree.PathOf("channel00", "source", Hour, SegmentNames.Full("01:00", "60.0"));
        if (hour % 2 == 1) await File.WriteAllBytesAsync(file, []);
        else File.Delete(file);
        await timeline.RunAndWaitForResponseAsync(
            () => overview.RunAndWaitForResponseAsync(_host.AuditAsync, answer => IsAbout(answer, "/coverage?")),
            answer => IsAbout(answer, "/streams"));
        await timeline.Locator(".surface").FocusAsync();
        foreach (var key in (string[])["+", "+", "ArrowLeft", "n", "p", "Escape", "0"]) await timeline.Keyboard.PressAsync(key);
        await timeline.SelectOptionAsync("#stream", hour % 2 == 1 ? "channel01/source" : "");
        await Assertions.Expect(timeline.Locator(".lane")).ToHaveCountAsync(hour % 2 == 1 ? 1 : Streams);
    }

    /// <summary>All that a host tells within an hour beside what comes of itself, as a tab hears it from the one that has the
    /// connection.</summary>
    private static async Task TellAsync(IPage page) => await page.EvaluateAsync(
        """
        async (beats) => {
            const channel = new BroadcastChannel("pipeline-events /");
            const status = await (await fetch("/api/archives/main")).json();
            for (let i = 0; i < beats; i++) {
                channel.postMessage({ name: "beat", data: {} });
                if (i % 4 === 0) channel.postMessage({ name: "archive", data: { ...status, activity: "running", since: status.lastRun.start, hoursDone: i, hoursTotal: beats } });
                if (i % 60 === 0) channel.postMessage({ name: "hello", data: {} });
            }
            channel.postMessage({ name: "archive", data: status });
            channel.close();
        }
        """,
        BeatsAnHour);

    private static bool IsAbout(IResponse answer, string what) => answer.Url.Contains(what, StringComparison.Ordinal);
}
