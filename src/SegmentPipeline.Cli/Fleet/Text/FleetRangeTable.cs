using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>The longest of the ranges that no node has, and of those that too few have.</summary>
internal static class FleetRangeTable
{
    private static readonly FittedColumn[] GoneColumns = [.. HoleTable.ColumnsOf("Gone"), new("Stream", 0)];
    private static readonly FittedColumn[] SingleColumns = [.. HoleTable.ColumnsOf("One disk"), new("Stream", 0), new("Only on", 0)];
    private static readonly FittedColumn[] ThinColumns = [.. HoleTable.ColumnsOf("Too few"), new("Stream", 0), new("Only on", 0)];

    /// <summary>What is gone, if anything is.</summary>
    internal static void AddGone(ReportPage page, Screen screen, Longest<FleetHoleRecord> holes, int most)
    {
        if (holes.Count == 0) return;
        var rows = holes.First(most)
            .Select(hole => (FittedCell[])[.. HoleTable.CellsOf(hole.Range, "red", screen), FittedCell.Name(hole.Stream.ToString())])
            .ToList();
        new FittedTable(GoneColumns, rows, name: 3).AddTo(page, screen);
        AddRest(page, holes.Count - rows.Count);
    }

    /// <summary>What hangs by one disk or few, if anything does.</summary>
    internal static void AddThin(ReportPage page, Screen screen, Longest<FleetRangeRecord> ranges, int most)
    {
        if (ranges.Count == 0) return;
        var shown = ranges.First(most);
        var columns = shown[0] is ThinRecord ? ThinColumns : SingleColumns;
        var rows = shown.Select(range => ThinCells(range, screen)).ToList();
        new FittedTable(columns, rows, name: 3).AddTo(page, screen);
        AddRest(page, ranges.Count - rows.Count);
    }

    /// <summary>How many are not shown, and an empty line.</summary>
    internal static void AddRest(ReportPage page, long rest)
    {
        if (rest > 0)
            page.AddLine($"[dim]… and {Plural.Count(rest)} more; to see all, write [/]--format csv[dim] or [/]--format ndjson");
        page.AddLine();
    }

    private static FittedCell[] ThinCells(FleetRangeRecord range, Screen screen) =>
    [
        .. HoleTable.CellsOf(range.Range, "yellow", screen),
        FittedCell.Name(range.Stream.ToString()),
        FittedCell.Name(string.Join(", ", NodesOf(range))),
    ];

    private static IReadOnlyList<string> NodesOf(FleetRangeRecord range) => range switch
    {
        SingleRecord single => [single.Node],
        ThinRecord thin => thin.Nodes,
        _ => [],
    };
}
