using System.Globalization;
using System.Text;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>History as RFC 4180 has it; cells as harmless as those of a report.</summary>
internal static class HistoryCsv
{
    internal static void WriteRuns(Stream stream, IEnumerable<LedgerRun> runs)
    {
        using var writer = Open(stream);
        Line(writer, [
            "run", "started", "ended", "status", "exit", "base", "hoursTotal", "hoursRead", "hoursRecalled", "hoursChecked", "nameBytes", "entries",
            "full", "suspect", "partial", "missing", "unknown", "holes", "degraded", "overlaps", "bad", "stray", "unreadable", "staleLedger",
            "new", "grown", "shrunk", "healed", "lost", "lostMicroseconds", "cursor", "silent", "empty", "future",
        ]);
        foreach (var run in runs)
        {
            var (us, found, deltas) = (run.Microseconds, run.Findings, run.Deltas);
            Line(writer, [
                run.Id, run.Started, run.Ended, HistoryPages.Word(run.Status), run.Exit, run.BaseRun, run.HoursTotal, run.HoursRead, run.HoursRecalled,
                run.HoursChecked, run.NameBytes, run.Entries.Total, us.Full, us.Suspect, us.Partial, us.Missing, us.Unknown,
                found.Hole, found.Degraded, found.Overlap, found.Bad, found.Stray, found.Unreadable, found.StaleLedger,
                deltas.New, deltas.Grown, deltas.Shrunk, deltas.Healed, deltas.Lost, deltas.LostMicroseconds, run.Cursor,
                found.Silent, found.Empty, found.Future,
            ]);
        }
    }

    internal static void WriteHoles(Stream stream, IEnumerable<LedgerFinding> holes)
    {
        using var writer = Open(stream);
        Line(writer, ["channel", "quality", "start", "end", "microseconds", "state", "firstRun", "firstSeen", "lastRun", "lastSeen", "closedRun", "closed"]);
        foreach (var hole in holes)
        {
            Line(writer, [
                hole.Stream?.Channel, hole.Stream?.Quality, hole.Range?.Start, hole.Range?.End, hole.Range?.Microseconds, HistoryPages.Word(hole.State),
                hole.FirstRun, hole.FirstSeen, hole.LastRun, hole.LastSeen, hole.ClosedRun, hole.Closed,
            ]);
        }
    }

    private static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(false), bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\r\n" };

    private static void Line(StreamWriter writer, ReadOnlySpan<object?> cells)
    {
        var line = new StringBuilder();
        foreach (var cell in cells)
        {
            if (line.Length > 0) line.Append(',');
            line.Append(cell is string text ? CsvCell.Quoted(text) : Convert.ToString(cell, CultureInfo.InvariantCulture));
        }

        writer.WriteLine(line);
    }
}
