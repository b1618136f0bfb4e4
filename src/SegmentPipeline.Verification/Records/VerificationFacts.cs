namespace SegmentPipeline.Verification;

/// <summary>What the findings of a verification have in common, as the columns of tables; null where a record has none.</summary>
internal static class VerificationFacts
{
    /// <summary>Whether a record is a line of a table: header, schedule and summary are about the whole.</summary>
    internal static bool IsRow(VerificationRecord record) =>
        record is not (VerificationHeaderRecord or ScheduleRecord or VerificationSummaryRecord);

    internal static StreamId? StreamOf(VerificationRecord record) => record switch
    {
        CorruptRecord corrupt => corrupt.File.Path.Stream,
        ClockRecord clock => clock.Before.Stream,
        UnreadableFileRecord unreadable => unreadable.Path.Stream,
        VanishedFileRecord vanished => vanished.Path.Stream,
        _ => null,
    };

    internal static string? PathOf(VerificationRecord record) => record switch
    {
        CorruptRecord corrupt => corrupt.File.Path.ToString(),
        UnreadableFileRecord unreadable => unreadable.Path.ToString(),
        VanishedFileRecord vanished => vanished.Path.ToString(),
        SingleFileRecord file => file.Path,
        _ => null,
    };

    internal static TimeRange? RangeOf(VerificationRecord record) => record switch
    {
        CorruptRecord corrupt => corrupt.File.Range,
        ClockRecord clock => clock.Range,
        _ => null,
    };

    internal static string? KindOf(VerificationRecord record) =>
        record is CorruptRecord corrupt ? RecordWords.WordOf(corrupt.File.Kind) : null;

    internal static bool? IsSelected(VerificationRecord record) => (record as CorruptRecord)?.File.IsSelected;

    internal static string? OriginOf(VerificationRecord record) =>
        ((record as CorruptRecord)?.File.Origin ?? (record as SingleFileRecord)?.Origin) is { } origin
            ? VerificationWords.WordOf(origin)
            : null;

    /// <summary>The words of the causes, parted by spaces.</summary>
    internal static string? CausesOf(VerificationRecord record)
    {
        var causes = (record as CorruptRecord)?.File.Causes ?? (record as SingleFileRecord)?.Causes;
        return causes is null ? null : string.Join(' ', causes.Select(cause => VerificationWords.WordOf(cause.Cause)));
    }

    internal static string? ClockOf(VerificationRecord record) =>
        record is ClockRecord clock ? ClockFaults.RowOf(clock.Clock).Word : null;

    internal static long? MicrosecondsOf(VerificationRecord record) => (record as ClockRecord)?.Microseconds;

    internal static string? BeforeOf(VerificationRecord record) => (record as ClockRecord)?.Before.ToString();

    internal static string? AfterOf(VerificationRecord record) => (record as ClockRecord)?.After.ToString();

    /// <summary>Why a file could not be read.</summary>
    internal static string? CauseOf(VerificationRecord record) =>
        (record as UnreadableFileRecord)?.Cause ?? (record as SingleFileRecord)?.Cause;

    internal static string? StateOf(VerificationRecord record) =>
        record is SingleFileRecord file ? SingleFileStates.WordOf(file.State) : null;
}
