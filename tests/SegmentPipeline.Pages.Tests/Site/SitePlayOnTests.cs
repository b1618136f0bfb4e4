using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Played on and on: beyond the end of a playlist, over a hole that is longer than one, to the end of the stream.</summary>
internal sealed class SitePlayOnTests
{
    private LongVideo _video = null!;
    private SiteHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _video = await LongVideo.MakeAsync();
        _host = await SiteHost.StartAsync(_video.Root);
        await _host.AuditAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _video.Dispose();
    }

    [Test]
    public async Task Playlist_ThatEnds_IsFollowedByTheNext()
    {
        await using var site = await _host.OpenAsync("/archives/main?stream=c%2Fq&from=2026-03-28T00:00:00.000000Z&to=2026-03-28T00:10:00.000000Z");
        await ClickLaneAsync(site, 0.5f);
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=Play from here");
        await site.ClockSaidAsync("2026-03-28 00:05:0");

        await SeekToEndAsync(site, 7800);

        await site.ClockSaidAsync("2026-03-28 02:10:0");
        await Assertions.Expect(Note(site)).ToBeHiddenAsync();
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Hole_LongerThanAPlaylist_IsSkippedAndTold_AndTheQualityThatHasItIsOffered()
    {
        await using var site = await _host.OpenAsync($"/archives/main#hole={Uri.EscapeDataString(LongVideo.Hole)}");
        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("Play c/low, which has 10\u00a0m 00\u00a0s of it");
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=Play over it");

        await Assertions.Expect(Note(site)).ToContainTextAsync(
            "Skipped a hole of 3\u00a0h 12\u00a0m 00\u00a0s, from 2026-03-28 02:30:00 to 2026-03-28 05:42:00.");
        await site.ClockSaidAsync("2026-03-28 05:42:0");
        await Assertions.Expect(Note(site)).ToContainTextAsync("Play c/low there");
        await site.TakeAsync("player-long-hole");
        Assert.That(await site.ViolationsAsync(), Is.Empty);

        await site.Page.ClickAsync("text=Play c/low there");
        await Assertions.Expect(Note(site)).ToContainTextAsync(
            "Nothing is there from 2026-03-28 02:30:00 on, for 20\u00a0m 00\u00a0s: it plays from 2026-03-28 02:50:00.");
        await site.ClockSaidAsync("2026-03-28 02:50:0");
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task End_OfAStream_IsTold()
    {
        await using var site = await _host.OpenAsync("/archives/main?stream=c%2Fq&from=2026-03-28T05:42:00.000000Z&to=2026-03-28T06:02:00.000000Z");
        await ClickLaneAsync(site, 0.6f);
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=Play from here");
        await site.ClockSaidAsync("2026-03-28 05:54:0");

        await SeekToEndAsync(site, 600);

        await Assertions.Expect(Note(site)).ToContainTextAsync("Nothing of this stream can be played from 2026-03-28 06:02:00 on.");
        await site.NoteClockAsync();
        await site.Page.ClickAsync("text=−10 s");
        await site.ClockSaidAsync("2026-03-28 06:01:5");
        Assert.That(site.Complaints, Is.Empty);
    }

    private static ILocator Note(OpenedSite site) => site.Page.Locator("#player .note");

    private static async Task ClickLaneAsync(OpenedSite site, float part)
    {
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(1);
        await site.ViewAsync();
        var lane = (await site.Page.Locator(".lane canvas").BoundingBoxAsync())!;
        await site.Page.Mouse.ClickAsync(lane.X + part * lane.Width, lane.Y + lane.Height / 2);
    }

    /// <summary>To a second before the end of a playlist of so many seconds.</summary>
    private static async Task SeekToEndAsync(OpenedSite site, int seconds)
    {
        await site.Page.WaitForFunctionAsync($"() => document.querySelector('video').duration >= {seconds - 2}");
        await site.Page.EvaluateAsync("() => { const video = document.querySelector('video'); video.currentTime = video.duration - 1; }");
    }
}
