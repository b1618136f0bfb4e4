using System.Globalization;
using SegmentPipeline.Playback.Tests.Media;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>An archive of hours of real video, of one picture a second, in segments of ten minutes: longer than one playlist of a page,
/// with a hole that is longer, too, of which another quality has something.</summary>
internal sealed class LongVideo : IDisposable
{
    internal const string Hole = "c/q/2026-03-28T02:30:00.000000Z";

    private const int SegmentMinutes = 10;

    private readonly ArchiveBuilder _tree = new();

    private LongVideo()
    {
    }

    internal string Root => _tree.Root;

    internal static async Task<LongVideo> MakeAsync()
    {
        Tool.Require();
        var video = new LongVideo();
        var parts = Directory.CreateTempSubdirectory("segment-long-").FullName;
        var seconds = SegmentMinutes * 60;
        await Tool.RunAsync(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=1", "-t", Text(17 * seconds),
                "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", Text(seconds), "-keyint_min", Text(seconds), "-sc_threshold", "0",
                "-f", "segment", "-segment_time", Text(seconds), "-segment_format", "mpegts", $"{parts}/%d.ts",
            ]);
        for (var i = 0; i < 15; i++) video.Add("q", i * SegmentMinutes, $"{parts}/{i}.ts");
        video.Add("low", 170, $"{parts}/15.ts");
        video.Add("q", 342, $"{parts}/15.ts");
        video.Add("q", 352, $"{parts}/16.ts");
        Directory.Delete(parts, recursive: true);
        return video;
    }

    public void Dispose() => _tree.Dispose();

    private void Add(string quality, int minute, string file)
    {
        var hour = $"2026-03-28T{minute / 60:D2}";
        _tree.DirectoryAt("c", quality, hour);
        File.Copy(file, _tree.PathOf("c", quality, hour, SegmentNames.Full($"{minute % 60:D2}:00", $"{SegmentMinutes * 60}.0")));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
