namespace SegmentPipeline;

/// <summary>The words that stand for the library's types and values in every format.</summary>
internal static class RecordWords
{
    internal static string Of(CoverageClass value) => CoverageClasses.WordOf(value);

    internal static string Of(EntryFate value) => EntryFates.WordOf(value);

    internal static string Of(DeltaChange value) => value switch
    {
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Healed => "healed",
        DeltaChange.Lost => "lost",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such change"),
    };

    internal static string Of(SegmentKind value) => value switch
    {
        SegmentKind.Full => "full",
        SegmentKind.Suspect => "suspect",
        SegmentKind.Partial => "partial",
        SegmentKind.Temporary => "temp",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such kind"),
    };

    internal static string Of(HoleReason value) => value switch
    {
        HoleReason.Leading => "leading",
        HoleReason.Gap => "gap",
        HoleReason.AfterPartial => "after-partial",
        HoleReason.Trailing => "trailing",
        HoleReason.Empty => "empty",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no such reason"),
    };
}
