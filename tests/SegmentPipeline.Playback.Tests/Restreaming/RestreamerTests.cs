using SegmentPipeline.Playback.Tests.Media;
using SegmentPipeline.Playback.Tests.Playlists;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Playback.Tests.Restreaming;

public sealed class RestreamerTests
{
    private const string Range = "start=2026-03-28T22:00:00Z&end=2026-03-28T22:00:04Z";

    [Test]
    public async Task Ffmpeg_GivenAPlaylistOfTheHost_PlaysItAll()
    {
        using var archive = await VideoArchive.MakeAsync(6);
        await using var host = await RunningHost.StartAsync(archive.Root);

        var seconds = await Tool.RunAsync(
            "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0",
            $"{host.Url}playlist/c/q.m3u8?start=2026-03-28T22:59:56Z&end=2026-03-28T23:00:08Z");
        await Tool.RunAsync(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            $"{host.Url}playlist/c/q.m3u8?start=2026-03-28T22:59:58Z&end=2026-03-28T23:00:02Z",
            "-f",
            "null",
            "-");

        Assert.That(seconds.Trim(), Is.EqualTo("12.000000"));
    }

    [Test]
    public async Task SixteenPlayers_AtOnce_GetTheSame()
    {
        using var tree = Archive();
        await using var host = await RunningHost.StartAsync(tree.Root);

        var playlists = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Client.GetStringAsync($"playlist/c/q.m3u8?{Range}")));
        var first = "playlist/c/" + playlists[0].Split('\n').First(line => line.StartsWith("../", StringComparison.Ordinal));
        var segments = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Client.GetStringAsync(first)));

        Assert.That(playlists.Distinct().Single(), Does.EndWith("#EXT-X-ENDLIST\n"));
        Assert.That(segments.Distinct(), Is.EqualTo(["first"]));
    }

    [Test]
    public async Task Frame_OfAMoment_IsAPicture()
    {
        using var archive = await VideoArchive.MakeAsync(2);
        await using var host = await RunningHost.StartAsync(archive.Root);

        var first = await host.Client.GetByteArrayAsync("frame/c/q.png?timestamp=2026-03-28T22:59:56Z");
        var later = await host.Client.GetByteArrayAsync("frame/c/q.png?timestamp=2026-03-28T22:59:57.5Z");

        Assert.That(first.AsSpan(1, 3).ToArray(), Is.EqualTo("PNG"u8.ToArray()));
        Assert.That(later, Is.Not.EqualTo(first));
    }

    private static ArchiveBuilder Archive()
    {
        var tree = new ArchiveBuilder();
        tree.DirectoryAt("c", "q", PlaylistOf.Hour);
        File.WriteAllText(tree.PathOf("c", "q", PlaylistOf.Hour, SegmentNames.Full("00:00")), "first");
        File.WriteAllText(tree.PathOf("c", "q", PlaylistOf.Hour, SegmentNames.Full("00:02")), "second");
        return tree;
    }
}
