namespace SegmentPipeline.Reports.Tables;

/// <summary>The words of the table's columns; the same as in every other format.</summary>
internal static class TableWords
{
    internal static string? TypeOf(AuditRecord record) => record switch
    {
        HoleFinding => "hole",
        DegradedFinding => "degraded",
        OverlapFinding => "overlap",
        BadNameFinding => "bad",
        StrayFinding => "stray",
        UnreadableFinding => "unreadable",
        StaleLedgerFinding => "stale-ledger",
        UnknownRecord => "unknown",
        HourRecord => "hour",
        StreamRecord => "stream",
        DeltaRecord => "delta",
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "no row of the table"),
    };

    internal static string? ClassOf(AuditRecord record) => record switch
    {
        DegradedFinding degraded => Of(degraded.Class),
        DeltaRecord delta => Of(delta.Class),
        _ => null,
    };

    internal static string? ChangeOf(AuditRecord record) => (record as DeltaRecord)?.Change switch
    {
        null => null,
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Healed => "healed",
        _ => "lost",
    };

    private static string Of(CoverageClass value) => value switch
    {
        CoverageClass.Full => "full",
        CoverageClass.Suspect => "suspect",
        CoverageClass.Partial => "partial",
        CoverageClass.Missing => "missing",
        _ => "unknown",
    };
}
