namespace SegmentPipeline;

/// <summary>How far an audit is. The hours are known before the first is read.</summary>
/// <param name="HoursDone">Hour directories finished.</param>
/// <param name="HoursTotal">Hour directories to read.</param>
/// <param name="Entries">Directory entries seen so far, those of recalled hours included.</param>
/// <param name="HoursRecalled">Hours among those finished that were not read, since <see cref="AuditContext.Memory"/> knew them.</param>
/// <param name="NameBytes">Bytes of directory entries read so far: the names with what stands before and behind them in a listing.</param>
public readonly record struct AuditProgress(long HoursDone, long HoursTotal, long Entries, long HoursRecalled = 0, long NameBytes = 0);
