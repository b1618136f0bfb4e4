namespace SegmentPipeline;

/// <summary>A whole audit in memory. For archives with very many findings prefer the stream of records.</summary>
public sealed record AuditReport
{
    /// <summary>What was audited, and how.</summary>
    public required HeaderRecord Header { get; init; }

    /// <summary>All findings, in the order of the report.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The hours, if they were asked for.</summary>
    public IReadOnlyList<HourRecord> Hours { get; init; } = [];

    /// <summary>The streams, by channel then quality.</summary>
    public required IReadOnlyList<StreamRecord> Streams { get; init; }

    /// <summary>The figures of the whole archive.</summary>
    public required SummaryRecord Summary { get; init; }
}
