namespace SegmentPipeline.Hosting;

/// <summary>How many label values the metrics may have. What exceeds a bound is summed under <see cref="Others"/>, never lost
/// silently.</summary>
public sealed record PipelineMetricsOptions
{
    /// <summary>The label value that stands for all beyond a bound. No directory and no archive can have this name.</summary>
    public const string Others = "/others";

    /// <summary>Streams of one archive that have series of their own: the first by name. At least 1.</summary>
    /// <value>2,000.</value>
    public int MaxStreams { get; init; } = 2_000;

    /// <summary>Archives that have series of their own: the first that are named. At least 1. Archives beyond it have counters, together,
    /// but no gauges.</summary>
    /// <value>100.</value>
    public int MaxArchives { get; init; } = 100;

    /// <summary>Log categories that have series of their own: the first that log. At least 1.</summary>
    /// <value>100.</value>
    public int MaxLogCategories { get; init; } = 100;

    internal PipelineMetricsOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStreams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxArchives, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLogCategories, 1);
        return this;
    }
}
