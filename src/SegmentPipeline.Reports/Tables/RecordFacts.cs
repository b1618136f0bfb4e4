namespace SegmentPipeline.Reports;

/// <summary>What records of different types have in common.</summary>
internal static class RecordFacts
{
    internal static StreamId? StreamOf(AuditRecord record) => record switch
    {
        HoleFinding hole => hole.Stream,
        DegradedFinding degraded => degraded.Stream,
        OverlapFinding overlap => overlap.Stream,
        BadNameFinding bad => bad.Stream,
        EmptyFinding empty => empty.Stream,
        SilentFinding silent => silent.Stream,
        FutureFinding future => future.Stream,
        UnknownRecord unknown => unknown.Stream,
        HourRecord hour => hour.Stream,
        StreamRecord stream => stream.Stream,
        DeltaRecord delta => delta.Stream,
        _ => null,
    };

    internal static TimeRange? RangeOf(AuditRecord record) => record switch
    {
        StreamRecord stream => stream.Window,
        _ => FoundRangeOf(record),
    };

    /// <summary>The range that a record is about, if it is about one: of a stream the classes tell more.</summary>
    internal static TimeRange? FoundRangeOf(AuditRecord record) => record switch
    {
        HoleFinding hole => hole.Range,
        DegradedFinding degraded => degraded.Range,
        OverlapFinding overlap => overlap.Range,
        EmptyFinding empty => empty.Range,
        SilentFinding silent => silent.Range,
        FutureFinding future => future.Range,
        UnknownRecord unknown => unknown.Range,
        DeltaRecord delta => delta.Range,
        _ => null,
    };

    internal static string? PathOf(AuditRecord record) => record switch
    {
        BadNameFinding bad => bad.Path,
        EmptyFinding empty => empty.Path,
        StrayFinding stray => stray.Path,
        UnreadableFinding unreadable => unreadable.Path,
        StaleLedgerFinding stale => stale.Path,
        _ => null,
    };

    internal static string? CauseOf(AuditRecord record) => record switch
    {
        BadNameFinding bad => bad.Cause,
        StrayFinding stray => stray.Cause,
        UnreadableFinding unreadable => unreadable.Cause,
        StaleLedgerFinding stale => stale.Cause,
        _ => null,
    };

    internal static EntryCounts? EntriesOf(AuditRecord record) => record switch
    {
        HourRecord hour => hour.Entries,
        StreamRecord stream => stream.Entries,
        _ => null,
    };

    internal static ClassMicroseconds? ClassesOf(AuditRecord record) => record switch
    {
        HourRecord hour => hour.Microseconds,
        StreamRecord stream => stream.Microseconds,
        _ => null,
    };
}
