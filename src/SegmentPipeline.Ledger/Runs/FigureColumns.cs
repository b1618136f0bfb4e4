using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Figures as columns, always in the same order.</summary>
internal static class FigureColumns
{
    internal const string Entries =
        "entries_hidden, entries_foreign, entries_tombstones, entries_tombstoned, entries_bad, entries_temporary, entries_superseded, entries_selected, entries_vanished, entries_unreadable";

    internal const string Microseconds = "us_full, us_suspect, us_partial, us_missing, us_unknown";

    internal const string Findings =
        "findings_hole, findings_degraded, findings_overlap, findings_bad, findings_stray, findings_unreadable, findings_stale_ledger, "
        + "findings_silent, findings_empty, findings_future";

    internal const string Deltas = "delta_new, delta_grown, delta_shrunk, delta_healed, delta_lost, delta_lost_us";

    internal static object?[] Of(EntryCounts counts) =>
    [
        counts.Hidden, counts.Foreign, counts.Tombstones, counts.Tombstoned, counts.Bad, counts.Temporary, counts.Superseded, counts.Selected, counts.Vanished,
        counts.Unreadable,
    ];

    internal static object?[] Of(ClassMicroseconds microseconds) =>
        [microseconds.Full, microseconds.Suspect, microseconds.Partial, microseconds.Missing, microseconds.Unknown];

    internal static object?[] Of(FindingCounts counts) =>
        [counts.Hole, counts.Degraded, counts.Overlap, counts.Bad, counts.Stray, counts.Unreadable, counts.StaleLedger, counts.Silent, counts.Empty, counts.Future];

    internal static object?[] Of(DeltaCounts counts) =>
        [counts.New, counts.Grown, counts.Shrunk, counts.Healed, counts.Lost, counts.LostMicroseconds];

    /// <summary>Placeholders for so many values, from the first number on.</summary>
    internal static string Places(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(number => $"${number}"));

    internal static EntryCounts ReadEntries(SqliteDataReader row, ref int column) => new()
    {
        Hidden = Next(row, ref column),
        Foreign = Next(row, ref column),
        Tombstones = Next(row, ref column),
        Tombstoned = Next(row, ref column),
        Bad = Next(row, ref column),
        Temporary = Next(row, ref column),
        Superseded = Next(row, ref column),
        Selected = Next(row, ref column),
        Vanished = Next(row, ref column),
        Unreadable = Next(row, ref column),
    };

    internal static ClassMicroseconds ReadMicroseconds(SqliteDataReader row, ref int column) =>
        new(Next(row, ref column), Next(row, ref column), Next(row, ref column), Next(row, ref column), Next(row, ref column));

    internal static FindingCounts ReadFindings(SqliteDataReader row, ref int column) => new()
    {
        Hole = Next(row, ref column),
        Degraded = Next(row, ref column),
        Overlap = Next(row, ref column),
        Bad = Next(row, ref column),
        Stray = Next(row, ref column),
        Unreadable = Next(row, ref column),
        StaleLedger = Next(row, ref column),
        Silent = Next(row, ref column),
        Empty = Next(row, ref column),
        Future = Next(row, ref column),
    };

    internal static DeltaCounts ReadDeltas(SqliteDataReader row, ref int column) => new(
        Next(row, ref column), Next(row, ref column), Next(row, ref column), Next(row, ref column), Next(row, ref column), Next(row, ref column));

    /// <summary>The next column; a run that has not come to its figures has none.</summary>
    internal static long Next(SqliteDataReader row, ref int column)
    {
        var value = row.IntegerOrNull(column) ?? 0;
        column++;
        return value;
    }
}
