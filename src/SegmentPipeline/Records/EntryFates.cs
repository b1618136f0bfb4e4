namespace SegmentPipeline;

using Row = CountedWord<EntryFate, EntryCounts>;

/// <summary>All fates of directory entries. Every format, metrics and ledgers follow from this table.</summary>
/// <remarks>Source: semantics §1. Words are an interface.</remarks>
public static class EntryFates
{
    /// <summary>The fates, in the order in which they are counted.</summary>
    public static IReadOnlyList<CountedWord<EntryFate, EntryCounts>> All { get; } =
    [
        new Row(EntryFate.Hidden, "hidden", "its name starts with a dot", c => c.Hidden, (c, count) => c with { Hidden = count }),
        new Row(EntryFate.Foreign, "foreign", "neither a segment nor a tombstone", c => c.Foreign,
            (c, count) => c with { Foreign = count }),
        new Row(EntryFate.Tombstone, "tombstones", "it withdraws a segment", c => c.Tombstones,
            (c, count) => c with { Tombstones = count }),
        new Row(EntryFate.Tombstoned, "tombstoned", "a tombstone withdraws it", c => c.Tombstoned,
            (c, count) => c with { Tombstoned = count }),
        new Row(EntryFate.Bad, "bad", "its name breaks the grammar", c => c.Bad, (c, count) => c with { Bad = count }),
        new Row(EntryFate.Temporary, "temporary", "it is still being written", c => c.Temporary,
            (c, count) => c with { Temporary = count }),
        new Row(EntryFate.Superseded, "superseded", "a better segment has the same start", c => c.Superseded,
            (c, count) => c with { Superseded = count }),
        new Row(EntryFate.Selected, "selected", "it is the best of its start", c => c.Selected, (c, count) => c with { Selected = count }),
        new Row(EntryFate.Vanished, "vanished", "it was gone when its size was asked", c => c.Vanished,
            (c, count) => c with { Vanished = count }),
        new Row(EntryFate.Unreadable, "unreadable", "whether it is a file could not be asked", c => c.Unreadable,
            (c, count) => c with { Unreadable = count }),
    ];

    private static readonly string[] Words = [.. Enum.GetValues<EntryFate>().Select(fate => All.Single(row => row.Member == fate).Word)];

    /// <summary>The word for a fate.</summary>
    /// <param name="fate">The fate.</param>
    public static string WordOf(EntryFate fate) => Words[(int)fate];
}
