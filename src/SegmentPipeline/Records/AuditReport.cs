namespace SegmentPipeline;

/// <summary>A whole audit in memory. For archives with very many findings prefer the stream of records.</summary>
/// <param name="Header">What was audited, and how.</param>
/// <param name="Findings">All findings, in the order of the report.</param>
/// <param name="Hours">The hours, if they were asked for.</param>
/// <param name="Streams">The streams, by channel then quality.</param>
/// <param name="Summary">The figures of the whole archive.</param>
public sealed record AuditReport(
    HeaderRecord Header,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<HourRecord> Hours,
    IReadOnlyList<StreamRecord> Streams,
    SummaryRecord Summary);
