using System.Text.Json;
using Microsoft.Playwright;
using SegmentPipeline.Playback.Tests.Media;

namespace SegmentPipeline.Pages.Tests.Players;

/// <summary>What hls.js makes of published playlists with holes.</summary>
internal sealed class HlsPlayerTests
{
    private const string Playlist = "/playlist/c/q.m3u8?start=2026-03-28T22:59:56Z";

    /// <summary>What the page has noted.</summary>
    private sealed record Seen(string[] Played, string[][] Told, string[] Faults);

    [Test]
    public async Task FinishedPlaylist_WithAHole_IsPlayedToItsEnd()
    {
        using var archive = await VideoArchive.MakeAsync(VideoArchive.H264, 6, 2);
        await using var host = await PlayerHost.StartAsync(archive.Root, TimeProvider.System);
        await using var window = await Browser.OpenWindowAsync(new BrowserNewContextOptions());
        var page = await OpenAsync(window, host, Playlist + "&end=2026-03-28T23:00:08Z");

        await WaitAsync(page, "video.ended");

        var seen = await SeenAsync(page);
        Assert.That(seen.Faults, Is.Empty);
        Assert.That(Starts(seen.Played), Is.EqualTo(["59:56", "59:58", "00:02", "00:04", "00:06"]));
        Assert.That(await page.EvaluateAsync<double>("() => video.currentTime"), Is.EqualTo(10).Within(0.2));
        Assert.That(seen.Told, Has.Length.EqualTo(1), "it has ended");
    }

    [Test]
    public async Task LivePlaylist_ThatGrowsPastAHole_IsPlayedOn_AndNeverChangesWhatItSaid()
    {
        using var archive = await VideoArchive.MakeAsync(VideoArchive.H264, 7);
        var recorder = new Recorder(archive.Root);
        recorder.Hold(3, 4, 5, 6);
        var clock = new MovableClock();
        await using var host = await PlayerHost.StartAsync(archive.Root, clock);
        await using var window = await Browser.OpenWindowAsync(new BrowserNewContextOptions());
        var page = await OpenAsync(window, host, Playlist);

        await WaitAsync(page, "video.currentTime > 1");
        recorder.Publish(4);
        clock.Advance(TimeSpan.FromSeconds(20));
        await WaitAsync(page, "video.currentTime > 6.5");
        recorder.Publish(3, 5, 6);
        await WaitAsync(page, "video.currentTime > 11");

        var seen = await SeenAsync(page);
        Assert.That(seen.Faults, Is.Empty);
        Assert.That(Starts(seen.Played), Is.EqualTo(["59:56", "59:58", "00:00", "00:04", "00:06", "00:08"]));
        Assert.That(seen.Told, Has.Length.AtLeast(3));
        foreach (var (before, after) in seen.Told.Zip(seen.Told.Skip(1)))
            Assert.That(after.Take(before.Length), Is.EqualTo(before), "numbers and names that have been told stay");
        Assert.That(seen.Told[0][0], Does.StartWith("0 59:56"));
    }

    private static async Task<IPage> OpenAsync(IBrowserContext window, PlayerHost host, string playlist)
    {
        var page = await window.NewPageAsync();
        await page.GotoAsync(host.PageOf(playlist));
        return page;
    }

    /// <summary>Until something is so, or the player has given up.</summary>
    private static async Task WaitAsync(IPage page, string condition) =>
        await page.WaitForFunctionAsync($"() => seen.faults.length > 0 || {condition}");

    private static async Task<Seen> SeenAsync(IPage page) => JsonSerializer.Deserialize<Seen>(
        await page.EvaluateAsync<string>("() => JSON.stringify(seen)"),
        JsonSerializerOptions.Web)!;

    private static IEnumerable<string> Starts(string[] played) => played.Select(name => name.Split(' ')[1][..5]);

    /// <summary>Holds segments back, and lets them appear in the archive later.</summary>
    private sealed class Recorder(string root)
    {
        private readonly string[] _files = [.. Directory.GetFiles(root, "*.ts", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        internal void Hold(params int[] segments)
        {
            foreach (var segment in segments) File.Move(_files[segment], _files[segment] + ".held");
        }

        internal void Publish(params int[] segments)
        {
            foreach (var segment in segments) File.Move(_files[segment] + ".held", _files[segment]);
        }
    }

    /// <summary>The real time, moved on.</summary>
    private sealed class MovableClock : TimeProvider
    {
        private TimeSpan _ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

        internal void Advance(TimeSpan by) => _ahead += by;
    }
}
