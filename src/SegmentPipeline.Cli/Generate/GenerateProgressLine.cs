namespace SegmentPipeline.Cli;

/// <summary>How many files have been laid out.</summary>
internal sealed class GenerateProgressLine(StatusLine line) : IProgress<long>
{
    public void Report(long value) => line.Show(_ => $"{Plural.TextOf(value, "file")} laid out");
}
