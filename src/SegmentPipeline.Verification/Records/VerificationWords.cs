namespace SegmentPipeline.Verification;

/// <summary>The words of the closed sets, the same in every format.</summary>
public static class VerificationWords
{
    /// <summary>The word of a record's type.</summary>
    /// <param name="record">The record.</param>
    public static string TypeOf(VerificationRecord record) => record switch
    {
        VerificationHeaderRecord => "header",
        ScheduleRecord => "schedule",
        CorruptRecord => "corrupt",
        ClockRecord => "clock",
        UnreadableFileRecord => "unreadable",
        VanishedFileRecord => "vanished",
        SingleFileRecord => "file",
        VerificationSummaryRecord => "verification",
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "no such record"),
    };

    /// <summary>The word of a cause.</summary>
    /// <param name="cause">The cause.</param>
    public static string WordOf(CorruptCauseKind cause) => RecordWords.WordOf(cause);

    /// <summary>The word of an origin.</summary>
    /// <param name="origin">The origin.</param>
    public static string WordOf(CorruptOrigin origin) => RecordWords.WordOf(origin);

    /// <summary>The word of a level.</summary>
    /// <param name="level">The level.</param>
    public static string WordOf(VerificationLevel level) => RecordWords.WordOf(level);
}
