namespace SegmentPipeline;

/// <summary>What holds where the caller says nothing. One place; option types repeat these as their documented values.</summary>
public static class AuditDefaults
{
    internal const long ToleranceMicroseconds = 10_000;
    internal const long SettleMicroseconds = 120 * Timestamp.MicrosecondsPerSecond;
    internal const long SilenceMicroseconds = 600 * Timestamp.MicrosecondsPerSecond;

    /// <summary>The largest gap or overlap that is contiguous.</summary>
    /// <value>10 ms.</value>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMicroseconds(ToleranceMicroseconds);

    /// <summary>How long before now a recorder may still be writing.</summary>
    /// <value>2 minutes.</value>
    public static TimeSpan Settle { get; } = TimeSpan.FromMicroseconds(SettleMicroseconds);

    /// <summary>How long a stream may have ended before another quality of its channel.</summary>
    /// <value>10 minutes.</value>
    public static TimeSpan Silence { get; } = TimeSpan.FromMicroseconds(SilenceMicroseconds);

    /// <summary>Holes and silent streams fail an audit.</summary>
    public const FailOn FailOn = SegmentPipeline.FailOn.Hole;

    /// <summary>All cores but one, so that a host stays responsive; at least one.</summary>
    public static int Parallelism => Math.Clamp(Environment.ProcessorCount - 1, 1, AuditContext.MostParallelism);

    /// <summary>What recorders keep beside the streams: pseudo-channels, chat batches and the list of planted faults that
    /// a synthetic archive carries; and on every level what systems put there: lost files, indexes, snapshots and deleted files of file
    /// systems, network disks and Windows. Patterns as in <see cref="AuditRequest.Exclude"/>.</summary>
    public static IReadOnlyList<string> Exclude { get; } =
    [
        "coverage-maps", "playlist-debug", "emotes", "media", "blogs", "*/chat", "faults.ndjson",
        "**/lost+found", "**/@eaDir", "**/#recycle", "**/#snapshot", "**/$RECYCLE.BIN", "**/System Volume Information", "**/.Trash-*",
    ];
}
