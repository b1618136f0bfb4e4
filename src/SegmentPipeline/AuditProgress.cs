namespace SegmentPipeline;

/// <summary>How far an audit is. The hours are known before the first is read.</summary>
/// <param name="HoursDone">Hour directories finished.</param>
/// <param name="HoursTotal">Hour directories to read.</param>
/// <param name="Entries">Directory entries seen so far.</param>
public readonly record struct AuditProgress(long HoursDone, long HoursTotal, long Entries);
