namespace SegmentPipeline.Reports;

/// <summary>What records of different types have in common.</summary>
internal static class RecordFacts
{
    internal static StreamId? StreamOf(AuditRecord record) => record switch
    {
        Finding finding => FindingTypes.TypeOf(finding).StreamOf(finding),
        UnknownRecord unknown => unknown.Stream,
        OffRecord off => off.Stream,
        ExpectationRecord expectation => expectation.Stream,
        HourRecord hour => hour.Stream,
        StreamRecord stream => stream.Stream,
        DeltaRecord delta => delta.Stream,
        _ => null,
    };

    internal static TimeRange? RangeOf(AuditRecord record) => record switch
    {
        StreamRecord stream => stream.Window,
        ExpectationRecord expectation => expectation.Range,
        _ => FoundRangeOf(record),
    };

    /// <summary>The range that a record is about, if it is about one: of a stream the classes tell more.</summary>
    internal static TimeRange? FoundRangeOf(AuditRecord record) => record switch
    {
        Finding finding => FindingTypes.TypeOf(finding).RangeOf(finding),
        UnknownRecord unknown => unknown.Range,
        OffRecord off => off.Range,
        DeltaRecord delta => delta.Range,
        _ => null,
    };

    /// <summary>A field that only some types of findings have, as text.</summary>
    internal static string? TextOf(AuditRecord record, string field) => record switch
    {
        Finding finding => FindingTypes.TypeOf(finding).Field(field)?.TextIn(finding),
        // What is said of the file stands in the same columns as of a corrupt one.
        DeltaRecord { File: { } file } => TextOf(new CorruptFinding { File = file }, field),
        _ => null,
    };

    /// <summary>A field that only some types of findings have, as a number.</summary>
    internal static long? NumberOf(AuditRecord record, string field) =>
        record is Finding finding ? FindingTypes.TypeOf(finding).Field(field)?.NumberIn(finding) : null;

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
