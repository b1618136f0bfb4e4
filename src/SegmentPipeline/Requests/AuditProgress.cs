namespace SegmentPipeline;

/// <summary>How far an audit is. The hours are known before the first is read.</summary>
public readonly record struct AuditProgress
{
    /// <summary>Hour directories finished.</summary>
    public long HoursDone { get; init; }

    /// <summary>Hour directories to read.</summary>
    public long HoursTotal { get; init; }

    /// <summary>Directory entries seen so far, those of recalled hours included.</summary>
    public long Entries { get; init; }

    /// <summary>Hours among those finished that were not read, since <see cref="AuditContext.Memory"/> knew them.</summary>
    public long HoursRecalled { get; init; }

    /// <summary>Bytes of directory entries read so far: the names with what stands before and behind them in a listing.</summary>
    public long NameBytes { get; init; }
}
