namespace SegmentPipeline;

/// <summary>What holds where the caller says nothing. One place; option types repeat these as their documented values.</summary>
public static class AuditDefaults
{
    /// <summary>10 ms, in microseconds.</summary>
    public const long ToleranceMicroseconds = 10_000;

    /// <summary>2 minutes, in microseconds: how long before now a recorder may still be writing.</summary>
    public const long SettleMicroseconds = 120 * Timestamp.MicrosecondsPerSecond;

    /// <summary>10 minutes, in microseconds: how long a stream may have ended before another quality of its channel.</summary>
    public const long SilenceMicroseconds = 600 * Timestamp.MicrosecondsPerSecond;

    /// <summary>Holes and silent streams fail an audit.</summary>
    public const FailOn FailOn = SegmentPipeline.FailOn.Hole;

    /// <summary>All cores but one, so that a host stays responsive; at least one.</summary>
    public static int Parallelism => Math.Clamp(Environment.ProcessorCount - 1, 1, AuditRequest.MostParallelism);

    /// <summary>What recorders keep beside the streams: pseudo-channels, chat batches and the list of planted faults that
    /// a synthetic archive carries; and on every level what systems put there: lost files, indexes, snapshots and deleted files of file systems, network disks
    /// and Windows. Patterns as in <see cref="AuditRequest.Exclude"/>.</summary>
    public static IReadOnlyList<string> Exclude { get; } =
    [
        "coverage-maps", "playlist-debug", "emotes", "media", "blogs", "*/chat", "faults.ndjson",
        "**/lost+found", "**/@eaDir", "**/#recycle", "**/#snapshot", "**/$RECYCLE.BIN", "**/System Volume Information", "**/.Trash-*",
    ];
}
