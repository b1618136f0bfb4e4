namespace SegmentPipeline;

/// <summary>The words that stand for the library's types and values in every format.</summary>
internal static class RecordWords
{
    internal static string TypeOf(Finding finding) => finding switch
    {
        HoleFinding => "hole",
        DegradedFinding => "degraded",
        OverlapFinding => "overlap",
        BadNameFinding => "bad",
        StrayFinding => "stray",
        UnreadableFinding => "unreadable",
        StaleLedgerFinding => "stale-ledger",
        SilentFinding => "silent",
        EmptyFinding => "empty",
        FutureFinding => "future",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "no such finding"),
    };

    internal static string Of(CoverageClass value) => value switch
    {
        CoverageClass.Full => "full",
        CoverageClass.Suspect => "suspect",
        CoverageClass.Partial => "partial",
        CoverageClass.Missing => "missing",
        _ => "unknown",
    };

    internal static string Of(DeltaChange value) => value switch
    {
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Healed => "healed",
        _ => "lost",
    };

    internal static string Of(SegmentKind value) => value switch
    {
        SegmentKind.Full => "full",
        SegmentKind.Suspect => "suspect",
        SegmentKind.Partial => "partial",
        _ => "temp",
    };

    internal static string Of(HoleReason value) => value switch
    {
        HoleReason.Leading => "leading",
        HoleReason.Gap => "gap",
        HoleReason.AfterPartial => "after-partial",
        HoleReason.Trailing => "trailing",
        _ => "empty",
    };

    internal static string Of(EntryFate value) => value switch
    {
        EntryFate.Hidden => "hidden",
        EntryFate.Foreign => "foreign",
        EntryFate.Tombstone => "tombstones",
        EntryFate.Tombstoned => "tombstoned",
        EntryFate.Bad => "bad",
        EntryFate.Temporary => "temporary",
        EntryFate.Vanished => "vanished",
        EntryFate.Superseded => "superseded",
        EntryFate.Unreadable => "unreadable",
        _ => "selected",
    };
}
