using Microsoft.Playwright;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>An archive beside another copy of it, on a node of its own: what the copy has of its holes.</summary>
internal sealed class SiteCopiesTests
{
    private const string Hour = "2026-03-28T22";

    private ArchiveBuilder _here = null!;
    private ArchiveBuilder _there = null!;
    private SiteHost _node = null!;
    private SiteHost _host = null!;

    /// <summary>Of an hour in minutes: 10 to 12 are missing here, 30 to 34 in both of which another quality has two, 50 in both.</summary>
    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_here, _there) = (new ArchiveBuilder(), new ArchiveBuilder());
        for (var minute = 0; minute < 60; minute++)
        {
            var name = SegmentNames.Full($"{minute:D2}:00", "60.0");
            if (minute is not ((>= 10 and < 12) or (>= 30 and < 34) or 50)) _here.File("c", "q", Hour, name);
            if (minute is not ((>= 30 and < 34) or 50)) _there.File("c", "q", Hour, name);
            if (minute is 32 or 33) _here.File("c", "low", Hour, name);
        }

        _node = await SiteHost.StartAsync(_there.Root);
        await _node.AuditAsync();
        _host = await SiteHost.StartAsync(
            _here.Root, configure: archive => archive.Replicas = [new ScheduledReplica { Name = "node2", Location = _node.Url }]);
        await _host.ComparedAsync();
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _node.DisposeAsync();
        _here.Dispose();
        _there.Dispose();
    }

    [Test]
    public async Task Holes_HaveTheVerdictOfTheLastComparison()
    {
        var holes = (await _host.GetAsync("/api/archives/main/holes?stream=c%2Fq")).GetProperty("holes").EnumerateArray().ToList();

        Assert.That(
            holes.Select(hole => hole.GetProperty("verdict").GetProperty("microseconds").GetRawText()),
            Is.EqualTo((string[])[
                """{"fillable":120000000,"lower":0,"unknown":0,"nowhere":0}""",
                """{"fillable":0,"lower":120000000,"unknown":0,"nowhere":120000000}""",
                """{"fillable":0,"lower":0,"unknown":0,"nowhere":60000000}""",
            ]));
        Assert.That(holes[0].GetProperty("verdict").GetProperty("replicas").GetRawText(), Is.EqualTo("""["node2"]"""));
        Assert.That(holes[1].GetProperty("verdict").GetProperty("qualities").GetRawText(), Is.EqualTo("""["low"]"""));
    }

    [TestCase("10:00", "all of it can be filled from node2; compared ")]
    [TestCase("30:00", "2\u00a0m 00\u00a0s is there in another quality only, low; 2\u00a0m 00\u00a0s is nowhere; compared ")]
    [TestCase("50:00", "all of it is nowhere; compared ")]
    public async Task Panel_OfAHole_SaysWhoHasIt(string start, string words)
    {
        await using var site = await _host.OpenAsync($"/archives/main#hole={Uri.EscapeDataString($"c/q/{Hour}:{start}.000000Z")}");

        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync(words);
        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync(" ago, before the last audit");
        Assert.That(site.Complaints, Is.Empty);
    }

    [TestCase(ColorScheme.Light, 1280, "verdicts-light")]
    [TestCase(ColorScheme.Dark, 1280, "verdicts-dark")]
    [TestCase(ColorScheme.Light, 390, "verdicts-phone")]
    public async Task List_OfHoles_SaysInWordsWhatLanesSayInLetters(ColorScheme scheme, int width, string name)
    {
        await using var site = await _host.OpenAsync(
            "/archives/main?stream=c%2Fq",
            new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await Assertions.Expect(site.Page.Locator("#holes summary")).ToHaveTextAsync("3 holes in what is seen");
        await site.Page.ClickAsync("#holes summary");
        await site.TakeAsync(name);
        Assert.That(
            (await site.Page.Locator("#holes td:nth-child(4)").AllTextContentsAsync()),
            Is.EqualTo((string[])["fillable", "other quality, nowhere", "nowhere"]));
        Assert.That(await site.ViolationsAsync(), Is.Empty);

        await site.Page.ClickAsync("#holes button >> nth=1");

        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("4\u00a0m 00\u00a0s");
        Assert.That(site.Complaints, Is.Empty);
        Assert.That(await site.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(width));
    }
}
