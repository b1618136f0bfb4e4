using Spectre.Console;

namespace SegmentPipeline.Cli;

/// <summary>One row a hole. Times can be copied into <c>--start</c> and <c>--end</c>.</summary>
internal static class HoleTable
{
    internal static Table Of(IReadOnlyList<HoleFinding> holes)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("Hole") { Alignment = Justify.Right, NoWrap = true, Padding = new Padding(1, 0, 1, 0) });
        table.AddColumn(new TableColumn("Start") { NoWrap = true, Padding = new Padding(1, 0, 1, 0) });
        table.AddColumn(new TableColumn("End") { NoWrap = true, Padding = new Padding(1, 0, 1, 0) });
        table.AddColumn(new TableColumn("Stream") { Padding = new Padding(1, 0, 0, 0) });
        foreach (var hole in holes)
        {
            table.AddRow(
                $"[red]{DurationWords.Of(hole.Range.Microseconds)}[/]",
                hole.Range.Start.ToString(),
                EndOf(hole.Range),
                ReportPage.Safe(hole.Stream.ToString()));
        }

        return table;
    }

    /// <summary>Without its date where that is the date of the start, as of most holes: eighty columns have no room for two dates.</summary>
    private static string EndOf(TimeRange range)
    {
        var (start, end) = (range.Start.ToString(), range.End.ToString());
        var time = end.IndexOf('T', StringComparison.Ordinal);
        return start.AsSpan().StartsWith(end.AsSpan(0, time)) ? new string(' ', time) + end[time..] : end;
    }
}
