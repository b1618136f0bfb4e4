namespace SegmentPipeline.Cli;

/// <summary>How counts of fates and of findings read in a report for people, in the order in which they are told there.</summary>
internal static class CountWords
{
    internal static IReadOnlyList<(EntryFate Fate, string One, string Many)> Fates { get; } =
    [
        (EntryFate.Selected, "selected", "selected"),
        (EntryFate.Superseded, "superseded", "superseded"),
        (EntryFate.Temporary, "temporary", "temporary"),
        (EntryFate.Bad, "bad", "bad"),
        (EntryFate.Tombstoned, "tombstoned", "tombstoned"),
        (EntryFate.Tombstone, "tombstone", "tombstones"),
        (EntryFate.Foreign, "foreign", "foreign"),
        (EntryFate.Hidden, "hidden", "hidden"),
        (EntryFate.Vanished, "vanished", "vanished"),
        (EntryFate.Unreadable, "unreadable", "unreadable"),
    ];

    /// <summary>All types but holes, which have a table, and what could not be read, which has lines of its own.</summary>
    internal static IReadOnlyList<(string Word, string One, string Many)> OtherFindings { get; } =
    [
        ("silent", "silent stream", "silent streams"),
        ("corrupt", "corrupt file", "corrupt files"),
        ("future", "stream in the future", "streams in the future"),
        ("empty", "empty segment", "empty segments"),
        ("degraded", "degraded range", "degraded ranges"),
        ("overlap", "overlap", "overlaps"),
        ("bad", "bad name", "bad names"),
        ("stray", "stray entry", "stray entries"),
        ("stale-ledger", "hour not as the ledger had it", "hours not as the ledger had them"),
    ];

    internal static CountedWord<EntryFate, EntryCounts> RowOf(EntryFate fate) => EntryFates.All.First(row => row.Member == fate);

    internal static FindingType RowOf(string word) => FindingTypes.All.First(type => type.Word == word);
}
