using System.Globalization;
using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>One row a stream: how much is covered, and how much is not.</summary>
internal static class StreamTable
{
    internal static Grid Of(IReadOnlyList<StreamRecord> streams)
    {
        var hasUnknown = streams.Any(stream => stream.Microseconds.Unknown > 0);
        string[] headings = ["\nStream", "\nCoverage", "\nHoles", "\nMissing", "Longest\nhole", "\nUnknown", "\nDegraded", "Discon-\ntinuities", "\nEnds"];
        var grid = new Grid();
        Add(grid, [.. headings.Select(heading => $"[dim]{heading}[/]")], hasUnknown, isFirst: true);
        foreach (var stream in streams) Add(grid, Cells(stream), hasUnknown, isFirst: false);
        return grid;
    }

    private static void Add(Grid grid, IReadOnlyList<string> cells, bool hasUnknown, bool isFirst)
    {
        const int unknownAt = 5;
        var shown = cells.Where((_, column) => hasUnknown || column != unknownAt).ToArray();
        for (var column = 0; isFirst && column < shown.Length; column++)
        {
            // Stream and end may go on in a second line.
            grid.AddColumn(column == 0
                ? new GridColumn { Padding = new Padding(0) }
                : new GridColumn { Alignment = Justify.Right, NoWrap = column < shown.Length - 1, Padding = new Padding(2, 0, 0, 0) });
        }

        grid.AddRow(shown);
    }

    private static string[] Cells(StreamRecord stream)
    {
        var microseconds = stream.Microseconds;
        return
        [
            ReportPage.Safe(stream.Stream.ToString()),
            Coloured(CoverageWords.Of(microseconds), ColourOf(microseconds), stream.Window is not null),
            Coloured(Count(stream.Holes), "red", stream.Holes > 0),
            Time(microseconds.Missing),
            Time(stream.LongestHoleMicroseconds),
            Coloured(Time(microseconds.Unknown), "yellow", microseconds.Unknown > 0),
            Coloured(Time(microseconds.Suspect + microseconds.Partial), "yellow", stream.Degraded > 0),
            Count(stream.Discontinuities),
            stream.LastEnd is { } end ? TimeWords.ToSecond(end) : "–",
        ];
    }

    /// <summary>Green where nothing is missing, red where more than one part in a hundred is.</summary>
    private static string ColourOf(ClassMicroseconds microseconds) =>
        microseconds.Missing == 0 ? "green" : microseconds.Missing <= microseconds.Total / 100 ? "yellow" : "red";

    private static string Coloured(string text, string colour, bool isColoured) => isColoured ? $"[{colour}]{text}[/]" : text;

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(long microseconds) => microseconds == 0 ? "–" : DurationWords.Of(microseconds);
}
