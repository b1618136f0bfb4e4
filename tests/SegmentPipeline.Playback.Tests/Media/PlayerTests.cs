using System.Globalization;
using System.Text;

namespace SegmentPipeline.Playback.Tests.Media;

/// <summary>What real players make of playlists.</summary>
public sealed class PlayerTests
{
    [TestCase(new int[0], 0, TestName = "HLS over an hour border, contiguous")]
    [TestCase(new[] { 2 }, 1, TestName = "HLS with a hole at the hour border")]
    [TestCase(new[] { 1, 3 }, 2, TestName = "HLS with two holes")]
    public async Task Playlist_OverHttp_PlaysEverySegment(int[] absent, int discontinuities)
    {
        using var archive = await VideoArchive.MakeAsync(6, absent);
        using var written = new MemoryStream();
        await HlsPlaylist.WriteAsync(await archive.SelectAsync(12), written);
        using var server = new FileServer(archive.Root, written.ToArray());

        var seconds = await SecondsAsync($"{server.Url}list.m3u8");
        var frames = await FramesAsync($"{server.Url}list.m3u8");

        var played = (6 - absent.Length) * VideoArchive.SegmentSeconds;
        var text = Encoding.UTF8.GetString(written.ToArray());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seconds, Is.EqualTo((decimal)played));
            Assert.That(frames, Is.EqualTo(played * VideoArchive.FramesPerSecond));
            Assert.That(text.Split("#EXT-X-DISCONTINUITY\n"), Has.Length.EqualTo(discontinuities + 1));
        }
    }

    [TestCase(new int[0])]
    [TestCase(new[] { 2 })]
    public async Task Ffconcat_FromDisk_PlaysEverySegment(int[] absent)
    {
        using var archive = await VideoArchive.MakeAsync(6, absent);
        var script = Path.Combine(archive.Root, "..", "list.ffconcat");
        await using (var file = File.Create(script)) await FfconcatPlaylist.WriteAsync(await archive.SelectAsync(12), file);

        var frames = await FramesAsync(script, "-f", "concat", "-safe", "0");

        Assert.That(frames, Is.EqualTo((6 - absent.Length) * VideoArchive.SegmentSeconds * VideoArchive.FramesPerSecond));
        Assert.That(
            await SecondsAsync(script, "-f", "concat", "-safe", "0"),
            Is.EqualTo((decimal)((6 - absent.Length) * VideoArchive.SegmentSeconds)));
    }

    private static async Task<decimal> SecondsAsync(string input, params string[] options) => decimal.Parse(
        await Tool.RunAsync("ffprobe", ["-v", "error", .. options, "-show_entries", "format=duration", "-of", "csv=p=0", input]),
        CultureInfo.InvariantCulture);

    private static async Task<int> FramesAsync(string input, params string[] options) =>
        int.Parse(
            (
                await Tool.RunAsync(
                    "ffprobe",
                    [
                        "-v",
                        "error",
                        .. options,
                        "-select_streams",
                        "v:0",
                        "-count_frames",
                        "-show_entries",
                        "stream=nb_read_frames",
                        "-of",
                        "default=nw=1:nk=1",
                        input,
                    ])
            ).Split('\n')[0],
            CultureInfo.InvariantCulture);
}
