using System.Net;
using System.Net.Http.Headers;
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
        await Tool.RunAsync("ffmpeg", "-v", "error", "-i", $"{host.Url}playlist/c/q.m3u8?start=2026-03-28T22:59:58Z&end=2026-03-28T23:00:02Z", "-f", "null", "-");

        Assert.That(seconds.Trim(), Is.EqualTo("12.000000"));
    }

    [Test]
    public async Task SixteenPlayers_AtOnce_GetTheSame()
    {
        using var tree = Archive();
        await using var host = await RunningHost.StartAsync(tree.Root);

        var playlists = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Client.GetStringAsync($"playlist/c/q.m3u8?{Range}")));
        var first = playlists[0].Split('\n').First(line => line.StartsWith('/'));
        var segments = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Client.GetStringAsync(first)));

        Assert.That(playlists.Distinct().Single(), Does.EndWith("#EXT-X-ENDLIST\n"));
        Assert.That(segments.Distinct(), Is.EqualTo(["first"]));
    }

    [Test]
    public async Task Segment_AskedFor_ComesWithItsTypeAndInParts()
    {
        using var tree = Archive();
        await using var host = await RunningHost.StartAsync(tree.Root);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"segments/c/q/{PlaylistOf.Hour}/{SegmentNames.Full("00:00")}");
        request.Headers.Range = new RangeHeaderValue(1, 2);

        using var response = await host.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("video/mp2t"));
        Assert.That(response.Headers.CacheControl!.ToString(), Does.Contain("immutable"));
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("ir"));
    }

    [TestCase("playlist/c/q.m3u8", HttpStatusCode.BadRequest)]
    [TestCase("playlist/c/q.m3u8?start=x&end=y", HttpStatusCode.BadRequest)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-28T23&end=2026-03-28T22", HttpStatusCode.BadRequest)]
    [TestCase("playlist/c/q.m3u8?start=2026-03-28T22&end=2026-03-29T23", HttpStatusCode.BadRequest)]
    [TestCase("playlist/c/nothing.m3u8?" + Range, HttpStatusCode.NotFound)]
    [TestCase("playlist/.hidden/q.m3u8?" + Range, HttpStatusCode.NotFound)]
    [TestCase("playlist/%2e%2e/q.m3u8?" + Range, HttpStatusCode.NotFound)]
    [TestCase("playlist/c%2Fq/q.m3u8?" + Range, HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/HIDDEN", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/FOREIGN", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/TOMBSTONE", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/WITHDRAWN", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/TEMPORARY", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/LINK", HttpStatusCode.NotFound)]
    [TestCase("segments/linked/q/2026-03-28T22/GOOD", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/..%2F..%2F..%2F..%2Fsecret.ts", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/%2e%2e%2f%2e%2e%2fGOOD", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/GOOD%00", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/..%2Fq%2F2026-03-28T22/GOOD", HttpStatusCode.NotFound)]
    [TestCase("segments/c/%2E/2026-03-28T22/GOOD", HttpStatusCode.NotFound)]
    [TestCase("segments/c/q/2026-03-28T22/GOOD", HttpStatusCode.OK)]
    public async Task Request_OfAnyForm_StaysInsideTheArchive(string request, HttpStatusCode expected)
    {
        using var tree = Archive();
        await using var host = await RunningHost.StartAsync(tree.Root);

        using var response = await host.Client.GetAsync(new Uri(host.Url + WithNames(request), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.That(response.StatusCode, Is.EqualTo(expected).Or.EqualTo(expected == HttpStatusCode.NotFound ? HttpStatusCode.BadRequest : expected));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("secret"));
    }

    private static string WithNames(string request) => request
        .Replace("HIDDEN", "." + SegmentNames.Full("00:00")).Replace("FOREIGN", "chat.json").Replace("TOMBSTONE", "withdrawn.tombstone")
        .Replace("WITHDRAWN", SegmentNames.Full("00:04")).Replace("TEMPORARY", SegmentNames.Temporary("00:06")).Replace("LINK", SegmentNames.Full("00:08"))
        .Replace("GOOD", SegmentNames.Full("00:00"));

    /// <summary>Two segments that may be played, and everything that may not be handed out.</summary>
    private static ArchiveBuilder Archive()
    {
        var tree = new ArchiveBuilder();
        tree.DirectoryAt("c", "q", PlaylistOf.Hour);
        void Write(string name, string content) => File.WriteAllText(tree.PathOf("c", "q", PlaylistOf.Hour, name), content);
        Write(SegmentNames.Full("00:00"), "first");
        Write(SegmentNames.Full("00:02"), "second");
        Write("." + SegmentNames.Full("00:00"), "secret");
        Write("chat.json", "secret");
        Write(SegmentNames.Full("00:04"), "secret");
        tree.Tombstone("c", "q", PlaylistOf.Hour, SegmentNames.Full("00:04"));
        Write(SegmentNames.Temporary("00:06"), "secret");
        File.WriteAllText(Path.Combine(tree.Root, "..", "secret.ts"), "secret");
        tree.Link(Path.Combine(tree.Root, "..", "secret.ts"), "c", "q", PlaylistOf.Hour, SegmentNames.Full("00:08"));
        tree.Link(tree.PathOf("c"), "linked");
        return tree;
    }
}
