using Microsoft.Data.Sqlite;

namespace SegmentPipeline.Ledger;

/// <summary>Figures as columns, always in the same order.</summary>
internal static class FigureColumns
{
    internal static string Entries { get; } = Names("entries", EntryFates.All.Select(fate => fate.Word));

    internal static string Microseconds { get; } = Names("us", CoverageClasses.All.Select(row => row.Word));

    internal static string Findings { get; } = Names("findings", FindingTypes.All.Select(type => type.Word));

    internal const string Deltas =
        "delta_new, delta_grown, delta_shrunk, delta_healed, delta_lost, delta_lost_us, delta_corrupted, delta_mended, delta_excused";

    internal const string Expectation = "expected_us, expected_ranges, expected_source, expected_digest";

    internal static object?[] ValuesOf(EntryCounts counts) => [.. EntryFates.All.Select(fate => (object)fate.CountIn(counts))];

    internal static object?[] ValuesOf(ClassMicroseconds microseconds) =>
        [.. CoverageClasses.All.Select(row => (object)row.CountIn(microseconds))];

    internal static object?[] ValuesOf(FindingCounts counts) => [.. FindingTypes.All.Select(type => (object)type.CountIn(counts))];

    internal static object?[] ValuesOf(DeltaCounts counts) =>
    [
        counts.New, counts.Grown, counts.Shrunk, counts.Healed, counts.Lost, counts.LostMicroseconds, counts.Corrupted, counts.Mended,
        counts.Excused,
    ];

    /// <summary>Placeholders for so many values, from the first number on.</summary>
    internal static string Places(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(number => $"${number}"));

    internal static EntryCounts ReadEntries(SqliteDataReader row, ref int column)
    {
        var counts = default(EntryCounts);
        foreach (var fate in EntryFates.All) counts = fate.WithCount(counts, Next(row, ref column));
        return counts;
    }

    internal static ClassMicroseconds ReadMicroseconds(SqliteDataReader row, ref int column)
    {
        var microseconds = default(ClassMicroseconds);
        foreach (var of in CoverageClasses.All) microseconds = of.WithCount(microseconds, Next(row, ref column));
        return microseconds;
    }

    internal static FindingCounts ReadFindings(SqliteDataReader row, ref int column)
    {
        var counts = default(FindingCounts);
        foreach (var type in FindingTypes.All) counts = type.WithCount(counts, Next(row, ref column));
        return counts;
    }

    internal static DeltaCounts ReadDeltas(SqliteDataReader row, ref int column) => new()
    {
        New = Next(row, ref column),
        Grown = Next(row, ref column),
        Shrunk = Next(row, ref column),
        Healed = Next(row, ref column),
        Lost = Next(row, ref column),
        LostMicroseconds = Next(row, ref column),
        Corrupted = Next(row, ref column),
        Mended = Next(row, ref column),
        Excused = Next(row, ref column),
    };

    internal static object?[] ValuesOf(ExpectationRecord? expectation) =>
        [expectation?.ExpectedMicroseconds, expectation?.Ranges, expectation?.Source, expectation?.Digest];

    /// <summary>What was expected of a stream; null if that was everything.</summary>
    internal static ExpectationRecord? ReadExpectation(SqliteDataReader row, int column, StreamId stream, TimeRange? window) =>
        window is { } range && Enumerable.Range(column, 4).Any(part => !row.IsDBNull(part)) ? new ExpectationRecord
        {
            Stream = stream,
            Range = range,
            ExpectedMicroseconds = row.IntegerOrNull(column) ?? 0,
            Ranges = row.IntegerOrNull(column + 1) ?? 0,
            Source = row.TextOrNull(column + 2) ?? "",
            Digest = row.TextOrNull(column + 3) ?? "",
        } : null;

    /// <summary>The next column; a run that has not come to its figures has none.</summary>
    internal static long Next(SqliteDataReader row, ref int column)
    {
        var value = row.IntegerOrNull(column) ?? 0;
        column++;
        return value;
    }

    private static string Names(string before, IEnumerable<string> words) =>
        string.Join(", ", words.Select(word => $"{before}_{word.Replace('-', '_')}"));
}
