using System.Globalization;
using System.Text;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>History as RFC 4180 has it; cells as harmless as those of a report.</summary>
internal static class HistoryCsv
{
    /// <summary>Columns are only ever added, at the end: those of the first types stand before the differences.</summary>
    private const int FirstTypeCount = 7;

    private const int LaterTypeCount = 3;

    private static IEnumerable<FindingType> FirstTypes => FindingTypes.All.Take(FirstTypeCount);

    private static IEnumerable<FindingType> LaterTypes => FindingTypes.All.Skip(FirstTypeCount).Take(LaterTypeCount);

    private static IEnumerable<FindingType> NewestTypes => FindingTypes.All.Skip(FirstTypeCount + LaterTypeCount);

    private static IEnumerable<CountedWord<CoverageClass, ClassMicroseconds>> FirstClasses => CoverageClasses.All.Where(row => !row.IsRare);

    private static IEnumerable<CountedWord<CoverageClass, ClassMicroseconds>> LaterClasses => CoverageClasses.All.Where(row => row.IsRare);

    internal static void WriteRuns(Stream stream, IEnumerable<LedgerRun> runs)
    {
        using var writer = Open(stream);
        Line(writer, [
                "run",
                "started",
                "ended",
                "status",
                "exit",
                "base",
                "hoursTotal",
                "hoursRead",
                "hoursRecalled",
                "hoursChecked",
                "nameBytes",
                "entries",
            .. FirstClasses.Select(row => row.Word), .. FirstTypes.Select(ColumnOf),
            "new", "grown", "shrunk", "healed", "lost", "lostMicroseconds", "cursor", .. LaterTypes.Select(ColumnOf),
            "kind", "wanted", "published", "tombstones", "mismatches", "unfillable", "bytes", "holesClosedMicroseconds",
            "level", "files", "checked", "corruptFiles", "unreadableFiles", "vanishedFiles", "notChecked",
            .. NewestTypes.Select(ColumnOf), "corrupted", "mended", "replaced", "digest", "previous",
            "excused", .. LaterClasses.Select(row => row.Word),
        ]);
        foreach (var run in runs)
        {
            object?[] begin = [run.Id, run.Started, run.Ended, HistoryPages.Word(run.Status), HistoryPages.CodeFor(run)];
            Line(writer, [.. begin, .. AuditCells(run), HistoryPages.Word(run.Kind), .. OtherCells(run), .. NewestCells(run)]);
        }
    }

    /// <summary>Empty of a run that was no audit.</summary>
    private static object?[] AuditCells(LedgerRun run)
    {
        var deltas = run.Deltas;
        object?[] cells =
        [
            run.BaseRun, run.HoursTotal, run.HoursRead, run.HoursRecalled, run.HoursChecked, run.NameBytes, run.Entries.Total,
            .. FirstClasses.Select(row => (object)row.CountIn(run.Microseconds)),
            .. FirstTypes.Select(type => (object)type.CountIn(run.Findings)),
            deltas.New, deltas.Grown, deltas.Shrunk, deltas.Healed, deltas.Lost, deltas.LostMicroseconds, run.Cursor,
            .. LaterTypes.Select(type => (object)type.CountIn(run.Findings)),
        ];
        return run.Kind == LedgerRunKind.Audit ? cells : new object?[cells.Length];
    }

    private static IEnumerable<object?> NewestCells(LedgerRun run)
    {
        DeltaCounts? deltas = run.Kind == LedgerRunKind.Audit ? run.Deltas : null;
        return
        [
            .. NewestTypes.Select(type => deltas is null ? null : (object?)type.CountIn(run.Findings)),
            deltas?.Corrupted, deltas?.Mended, run.Fill?.Replaced, run.Digest, run.Previous,
            deltas?.Excused, .. LaterClasses.Select(row => deltas is null ? null : (object?)row.CountIn(run.Microseconds)),
        ];
    }

    /// <summary>Empty of an audit.</summary>
    private static object?[] OtherCells(LedgerRun run)
    {
        var (fill, verified) = (run.Fill, run.Verification);
        return
        [
            fill?.Wanted, fill?.Published, fill?.Tombstones, fill?.Mismatches, fill?.Unfillable, fill?.Bytes ?? verified?.Bytes,
            fill?.HolesClosedMicroseconds,
            verified is null ? null : HistoryPages.Word(verified.Level),
            verified?.Files, verified?.Checked, verified?.Corrupt, verified?.Unreadable, verified?.Vanished, verified?.NotChecked,
        ];
    }

    internal static void WriteHoles(Stream stream, IEnumerable<LedgerFinding> holes)
    {
        using var writer = Open(stream);
        Line(writer,
            ["channel", "quality", "start", "end", "microseconds", "state", "firstRun", "firstSeen", "lastRun", "lastSeen", "closedRun",
                "closed", "cause", "verdict", "replicas", "qualities", "compared"]);
        foreach (var hole in holes)
        {
            Line(writer, [
                    hole.Stream?.Channel,
                    hole.Stream?.Quality,
                    hole.Range?.Start,
                    hole.Range?.End,
                    hole.Range?.Microseconds,
                    HistoryPages.Word(hole.State),
                hole.FirstRun, hole.FirstSeen, hole.LastRun, hole.LastSeen, hole.ClosedRun, hole.Closed,
                hole.Cause, hole.Verdict?.Words, Names(hole.Verdict?.Replicas), Names(hole.Verdict?.Qualities), hole.Verdict?.Compared,
            ]);
        }
    }

    private static string? Names(IReadOnlyList<string>? names) => names is { Count: > 0 } ? string.Join(", ", names) : null;

    private static string ColumnOf(FindingType type) => type.Word switch
    {
        "hole" => "holes",
        "overlap" => "overlaps",
        "stale-ledger" => "staleLedger",
        var word => word,
    };

    private static StreamWriter Open(Stream stream) =>
        new(stream, new UTF8Encoding(false), bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\r\n" };

    private static void Line(StreamWriter writer, ReadOnlySpan<object?> cells)
    {
        var line = new StringBuilder();
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst) line.Append(',');
            isFirst = false;
            line.Append(cell is string text
                ? CsvCell.Quoted(text, VisibleText.MakeVisible(text)) : Convert.ToString(cell, CultureInfo.InvariantCulture));
        }

        writer.WriteLine(line);
    }
}
