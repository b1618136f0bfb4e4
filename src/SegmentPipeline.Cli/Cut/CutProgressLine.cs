using System.Globalization;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Cli;

/// <summary>Percent, segments and megabytes of a cut.</summary>
internal sealed class CutProgressLine(StatusLine line) : IProgress<CutProgress>
{
    public void Report(CutProgress value) => line.Show(_ => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.SegmentsDone * 100L / value.Segments,3} %  {value.SegmentsDone:N0} of {value.Segments:N0} segments  {value.BytesWritten / 1_000_000:N0} MB"));
}
