namespace SegmentPipeline.Reports;

/// <summary>The words of the table's columns; the same as in every other format.</summary>
internal static class TableWords
{
    internal static string? TypeOf(AuditRecord record) => record switch
    {
        Finding finding => FindingTypes.TypeOf(finding).Word,
        UnknownRecord => "unknown",
        OffRecord => "off",
        ExpectationRecord => "expectation",
        HourRecord => "hour",
        StreamRecord => "stream",
        DeltaRecord => "delta",
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "no row of the table"),
    };

    internal static string? ClassOf(AuditRecord record) => record switch
    {
        DegradedFinding degraded => RecordWords.WordOf(degraded.Class),
        DeltaRecord { Class: { } covered } => RecordWords.WordOf(covered),
        _ => null,
    };

    internal static string? ChangeOf(AuditRecord record) => record is DeltaRecord delta ? RecordWords.WordOf(delta.Change) : null;

    /// <summary>The corrupt file that a record is about, or that is mended; null if it is about none.</summary>
    internal static CorruptFile? FileOf(AuditRecord record) => record switch
    {
        CorruptFinding corrupt => corrupt.File,
        DeltaRecord delta => delta.File,
        _ => null,
    };

    /// <summary>What is wrong, or where a loss came from.</summary>
    internal static string? CauseOf(AuditRecord record)
    {
        if (record is Finding loss && FindingTypes.TypeOf(loss).CauseOf(loss) is { } cause) return LossCauses.WordOf(cause);
        return RecordFacts.TextOf(record, "cause");
    }

    /// <summary>Where the fault of a corrupt file probably came from; null if there is no telling.</summary>
    internal static string? OriginOf(AuditRecord record) =>
        FileOf(record)?.Origin is { } origin ? RecordWords.WordOf(origin) : null;

    /// <summary>Why a file is not corrupt any more.</summary>
    internal static string? MendingOf(AuditRecord record) =>
        record is DeltaRecord { Mending: { } mending } ? RecordWords.WordOf(mending) : null;

    /// <summary>The other copies from which a healed range came, separated by commas; null if it came from none.</summary>
    internal static string? ReplicasOf(AuditRecord record) =>
        record is DeltaRecord { Replicas.Count: > 0 } delta ? string.Join(", ", delta.Replicas) : null;
}
