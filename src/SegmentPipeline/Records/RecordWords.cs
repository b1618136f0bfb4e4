namespace SegmentPipeline;

/// <summary>The words that stand for the library's types and values in every format.</summary>
internal static class RecordWords
{
    internal static string WordOf(CoverageClass value) => CoverageClasses.WordOf(value);

    internal static string WordOf(EntryFate value) => EntryFates.WordOf(value);

    internal static string WordOf(DeltaChange value) => value switch
    {
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Healed => "healed",
        DeltaChange.Lost => "lost",
        DeltaChange.Corrupted => "corrupted",
        DeltaChange.Mended => "mended",
        DeltaChange.Excused => "excused",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such change"),
    };

    internal static string WordOf(SegmentKind value) => value switch
    {
        SegmentKind.Full => "full",
        SegmentKind.Suspect => "suspect",
        SegmentKind.Partial => "partial",
        SegmentKind.Temporary => "temp",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such kind"),
    };

    internal static string WordOf(HoleReason value) => value switch
    {
        HoleReason.Leading => "leading",
        HoleReason.Gap => "gap",
        HoleReason.AfterPartial => "after-partial",
        HoleReason.Trailing => "trailing",
        HoleReason.Empty => "empty",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such reason"),
    };

    internal static string WordOf(CorruptCauseKind value) => Word(value);

    internal static string WordOf(CorruptOrigin value) => Word(value);

    internal static string WordOf(VerificationLevel value) => Word(value);

    internal static string WordOf(Mending value) => Word(value);

    /// <summary>The words of all that is wrong with a file.</summary>
    internal static string CausesOf(CorruptFile file) => string.Join(", ", file.Causes.Select(cause => WordOf(cause.Cause)));

    /// <summary>The cause of a word; null if there is none.</summary>
    internal static CorruptCauseKind? CauseOf(string? word)
    {
        foreach (var kind in Enum.GetValues<CorruptCauseKind>())
        {
            if (WordOf(kind) == word) return kind;
        }

        return null;
    }

    /// <summary>The word of a member whose name is the word.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value)
        ? value.ToString().ToLowerInvariant()
        : throw new ArgumentOutOfRangeException(nameof(value), value, "no such member");
}
