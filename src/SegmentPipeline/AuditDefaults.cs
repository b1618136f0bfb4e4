namespace SegmentPipeline;

/// <summary>What holds where the caller says nothing. One place; option types repeat these as their documented values.</summary>
public static class AuditDefaults
{
    /// <summary>10 ms, in microseconds.</summary>
    public const long ToleranceMicroseconds = 10_000;

    /// <summary>2 minutes, in microseconds: how long before now a recorder may still be writing.</summary>
    public const long SettleMicroseconds = 120 * Timestamp.MicrosecondsPerSecond;

    /// <summary>Holes fail an audit.</summary>
    public const FailOn FailOn = SegmentPipeline.FailOn.Hole;

    /// <summary>All cores but one, so that a host stays responsive; at least one.</summary>
    public static int Parallelism => Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>What recorders keep beside the streams: pseudo-channels, chat batches and the list of planted faults that
    /// a synthetic archive carries. Patterns as in <see cref="AuditRequest.Exclude"/>.</summary>
    public static IReadOnlyList<string> Exclude { get; } =
        ["coverage-maps", "playlist-debug", "emotes", "media", "blogs", "*/chat", "faults.ndjson"];
}
