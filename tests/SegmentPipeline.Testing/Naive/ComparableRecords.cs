namespace SegmentPipeline.Testing;

/// <summary>Records without what may differ between two right audits: the free text of causes, version, place and time taken.</summary>
internal static class ComparableRecords
{
    internal static AuditRecord Of(AuditRecord record) => record switch
    {
        HeaderRecord header => header with { Version = "", Root = "", Started = null },
        BadNameFinding bad => bad with { Cause = "" },
        StrayFinding stray => stray with { Cause = "" },
        UnreadableFinding unreadable => unreadable with { Cause = "" },
        SummaryRecord summary => summary with { Elapsed = TimeSpan.Zero },
        _ => record,
    };

    /// <summary>All records of a report as they stand in a stream of records, without the header.</summary>
    internal static IEnumerable<AuditRecord> Of(IEnumerable<AuditRecord> records) => records.Where(r => r is not HeaderRecord).Select(Of);

    /// <summary>The free text of a record that carries any, which must not be empty.</summary>
    internal static string? CauseOf(AuditRecord record) => record switch
    {
        BadNameFinding bad => bad.Cause,
        StrayFinding stray => stray.Cause,
        UnreadableFinding unreadable => unreadable.Cause,
        _ => null,
    };
}
