namespace SegmentPipeline;

/// <summary>One step of an audit: what it learned by reading one hour directory, or by coming to the end of a stream.</summary>
public sealed record ReportStep
{
    /// <summary>The stream, or null in a first step about the archive itself.</summary>
    public StreamId? Stream { get; init; }

    /// <summary>The hour just read, or null in a step that opens the audit or ends a stream.</summary>
    public Hour? Hour { get; init; }

    /// <summary>The records that became certain with this step, in the order of the report. Mostly empty: a hole, say, is certain only when
    /// the segment after it has been seen, which may be many hours later. The last step of a stream ends with its
    /// <see cref="StreamRecord"/>.</summary>
    public required IReadOnlyList<AuditRecord> Records { get; init; }
}
