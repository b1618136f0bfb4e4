using System.Globalization;

namespace SegmentPipeline.Playback;

/// <summary>The picture that a segment shows at a moment, by ffmpeg.</summary>
/// <remarks>A picture's time is told as in an <see cref="ExactCut"/>.</remarks>
public static class FramePicture
{
    /// <summary>Reads the last picture that is shown at or before the moment; the first one of the segment if the moment comes before
    /// it.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="ffmpeg">Name or path of ffmpeg.</param>
    /// <param name="cancellationToken">Stops it, ffmpeg too.</param>
    /// <returns>The picture as a PNG; null if the segment has none.</returns>
    /// <exception cref="FfmpegException">ffmpeg is missing or failed.</exception>
    /// <exception cref="CutException">The segment could not be read.</exception>
    public static async Task<byte[]?> ReadPngAsync(
        Segment segment,
        Timestamp moment,
        string ffmpeg = ExactCut.DefaultFfmpeg,
        CancellationToken cancellationToken = default)
    {
        var tool = new Ffmpeg(ffmpeg);
        tool.Require();
        if (await RoughCut.IsEmptyAsync(segment, cancellationToken).ConfigureAwait(false)) return null;
        var source = new TrimmedSegment(segment);
        var media = await tool.ProbeAsync(source, cancellationToken).ConfigureAwait(false);
        if (!media.Streams.Any(stream => stream.IsVideo)) return null;
        var ticks =
            media.Times[0] + (moment.MicrosecondsSince(segment.Start) * ClockShift.TicksPerSecond / Timestamp.MicrosecondsPerSecond);
        var shown = media.Times.LastOrDefault(time => time <= ticks, media.Times[0]);
        using var picture = new MemoryStream();
        await tool.DecodeAsync(source, media, OptionsOf(shown), picture, cancellationToken).ConfigureAwait(false);
        return picture.Length == 0 ? null : picture.ToArray();
    }

    /// <summary>The first picture that can be decoded from that time on: one that leans on the segment before cannot.</summary>
    private static string[] OptionsOf(long ticks) =>
    [
            "-map",
            "0:v:0",
            "-vf",
            string.Create(CultureInfo.InvariantCulture, $"select=gte(pts\\,{ticks})"),
            "-fps_mode",
            "passthrough",
            "-frames:v",
            "1",
        "-f", "image2pipe", "-c:v", "png",
    ];
}
