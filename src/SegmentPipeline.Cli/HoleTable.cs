using System.Globalization;
using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>One row a hole. A narrow screen has no room for the dates of both ends, nor for lengths in full.</summary>
internal static class HoleTable
{
    private const int WidthForTwoDates = 100;

    internal static Grid Of(IEnumerable<HoleFinding> holes, Screen screen)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { Alignment = Justify.Right, NoWrap = true, Padding = new Padding(0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 0, 0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 0, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(2, 0, 0, 0) });
        grid.AddRow("[dim]Hole[/]", "[dim]Start[/]", "[dim]End[/]", "[dim]Stream[/]");
        var isNarrow = screen.Width < WidthForTwoDates;
        foreach (var hole in holes)
        {
            var length = hole.Range.Microseconds;
            grid.AddRow(
                $"[red]{(isNarrow ? DurationWords.Of(length) : DurationWords.InFull(length))}[/]",
                hole.Range.Start.ToString(),
                isNarrow ? TimeAfter(hole.Range) : hole.Range.End.ToString(),
                ReportPage.Safe(hole.Stream.ToString()));
        }

        return grid;
    }

    /// <summary>The time of the end, with the number of days it lies after the start if any.</summary>
    private static string TimeAfter(TimeRange range)
    {
        var end = range.End.ToString();
        var time = end[(end.IndexOf('T', StringComparison.Ordinal) + 1)..];
        var days = Days(range.End) - Days(range.Start);
        return days == 0 ? time : string.Create(CultureInfo.InvariantCulture, $"{time} +{days}d");
    }

    private static long Days(Timestamp time) => time.ToDateTimeOffset().Ticks / TimeSpan.TicksPerDay;
}
