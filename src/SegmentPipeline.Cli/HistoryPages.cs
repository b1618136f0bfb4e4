using System.Globalization;
using SegmentPipeline.Ledger;
using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>History for people.</summary>
internal static class HistoryPages
{
    private const int MostHoles = 10_000;

    /// <summary>On a narrower screen tables leave out what can best be missed, rather than break their words.</summary>
    private const int WidthForAll = 100;

    /// <summary>One row a run, the newest first.</summary>
    internal static ReportPage OfRuns(IReadOnlyList<LedgerRun> runs, StreamId? stream, Screen screen)
    {
        var page = new ReportPage(screen);
        if (runs.Count == 0) page.AddLine("No runs.");
        else page.Add(Runs(runs, stream, screen.Width >= WidthForAll));
        return page;
    }

    /// <summary>One row a hole, the open ones first.</summary>
    internal static ReportPage OfHoles(IEnumerable<LedgerFinding> holes, Screen screen)
    {
        var page = new ReportPage(screen);
        var isWide = screen.Width >= WidthForAll;
        var grid = Table([("Hole", true), ("Start", false), ("State", false), ("First seen", false), ("Last seen", false), ("Stream", false)]);
        var count = 0;
        foreach (var hole in holes)
        {
            if (++count > MostHoles) break;
            grid.AddRow(
                DurationWords.Of(hole.Range!.Value.Microseconds),
                isWide ? hole.Range.Value.Start.ToString() : Second(hole.Range.Value.Start),
                hole.State == LedgerFindingState.Open ? "[red]open[/]" : Word(hole.State),
                isWide ? Minute(hole.FirstSeen) : Day(hole.FirstSeen),
                isWide ? Minute(hole.LastSeen) : Day(hole.LastSeen),
                ReportPage.Safe(hole.Stream?.ToString() ?? ""));
        }

        if (count == 0) page.AddLine("No holes.");
        else page.Add(grid);
        if (count > MostHoles) page.AddLine($"[dim]… and more than {MostHoles.ToString("N0", CultureInfo.InvariantCulture)} others; to see all, write [/]--format csv");
        return page;
    }

    internal static string Word(LedgerFindingState state) => state.ToString().ToLowerInvariant();

    internal static string Word(LedgerRunStatus status) => status.ToString().ToLowerInvariant();

    private static Grid Runs(IReadOnlyList<LedgerRun> runs, StreamId? stream, bool isWide)
    {
        (string, bool)[] hours = isWide ? [("Read", true), ("Known", true)] : [];
        var grid = Table(
        [
            ("Run", true), ("Started", false), ("Status", false), ("Exit", true), .. hours,
            ("Coverage", true), ("Holes", true), ("New", true), ("Healed", true), ("Lost", true),
        ]);
        foreach (var run in runs)
        {
            var one = stream is not null && run.Streams is [var found, ..] ? found : null;
            var deltas = one?.Deltas ?? run.Deltas;
            string[] read = isWide ? [Count(run.HoursRead), Count(run.HoursRecalled)] : [];
            grid.AddRow(
            [
                Count(run.Id),
                Minute(run.Started),
                run.Status == LedgerRunStatus.Complete ? "complete" : $"[yellow]{Word(run.Status)}[/]",
                run.Exit is { } exit ? exit.ToString(CultureInfo.InvariantCulture) : "–",
                .. read,
                CoverageWords.Of(one?.Figures.Microseconds ?? run.Microseconds),
                Count(one?.Figures.Holes ?? run.Findings.Hole),
                Count(deltas.New),
                Count(deltas.Healed),
                deltas.Lost == 0 ? "–" : $"[red]{DurationWords.Of(deltas.LostMicroseconds)}[/]",
            ]);
        }

        return grid;
    }

    private static Grid Table(IReadOnlyList<(string Heading, bool IsNumber)> columns)
    {
        var grid = new Grid();
        for (var i = 0; i < columns.Count; i++)
        {
            grid.AddColumn(new GridColumn
            {
                NoWrap = columns[i].IsNumber || i < columns.Count - 1,
                Alignment = columns[i].IsNumber ? Justify.Right : Justify.Left,
                Padding = new Padding(i == 0 ? 0 : 2, 0, 0, 0),
            });
        }

        grid.AddRow([.. columns.Select(column => $"[dim]{column.Heading}[/]")]);
        return grid;
    }

    private static string Day(Timestamp time) => time.ToString()[..10];

    private static string Second(Timestamp time) => time.ToString()[..19] + "Z";

    private static string Minute(Timestamp time) => time.ToString()[..16] + "Z";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
