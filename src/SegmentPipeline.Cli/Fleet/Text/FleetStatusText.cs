namespace SegmentPipeline.Cli;

/// <summary>The state of a fleet for people: its nodes, then its newest runs.</summary>
internal static class FleetStatusText
{
    private static readonly FittedColumn[] NodeColumns =
        [new("Node", 0), new("State", 0), new("Archives", 0), new("HTTP", 1), new("Version", 2)];

    private static readonly FittedColumn[] RunColumns =
        [new("Run", 0), new("Kind", 1), new("State", 0), new("Began", 2), new("Took", 3, IsNumber: true), new("Exit", 0, IsNumber: true)];

    internal static void AddTo(ReportPage page, Screen screen, FleetView fleet)
    {
        var living = fleet.Nodes.Count(node => node.IsLiving);
        page.AddLine(
            $"Fleet [bold]{ReportPage.Safe(fleet.Cluster)}[/], seen from {ReportPage.Safe(fleet.Node)}: {living} of {Plural.TextOf(fleet.Nodes.Count, "node")} {(living == 1 ? "lives" : "live")}"
        );
        page.AddLine();
        new FittedTable(NodeColumns, fleet.Nodes.Select(Cells), name: 2).AddTo(page, screen);
        if (fleet.Runs.Count == 0) return;
        page.AddLine();
        new FittedTable(RunColumns, fleet.Runs.Select(Cells), name: 0).AddTo(page, screen);
    }

    private static FittedCell[] Cells(NodeView node) =>
    [
        FittedCell.Name(node.Node),
        node.IsLiving ? new("living", "green") : new("dead", "red"),
        node.Archives.Count == 0 ? "–" : FittedCell.Name(string.Join(", ", node.Archives.Select(name => WordsOf(node, name)))),
        node.Http is { } http ? FittedCell.Name(http) : "–",
        node.Version is { } version ? FittedCell.Name(version) : "–",
    ];

    private static string WordsOf(NodeView node, string archive) => node.Shared.Contains(archive) ? $"{archive} (shared)" : archive;

    private static FittedCell[] Cells(RunView run) =>
    [
        run.Id,
        FittedCell.Name(run.Kind),
        StateOf(run),
        TimeWords.ToSecond(run.Started),
        run.EndedAt is { } ended && ended >= run.Started ? DurationWords.TextOf(ended.MicrosecondsSince(run.Started)) : "–",
        run.Exit is { } exit ? Plural.Count(exit) : "–",
    ];

    private static FittedCell StateOf(RunView run) => run.State switch
    {
        RunView.Running => new FittedCell(run.State, "green"),
        RunView.Ended => run.State,
        _ => new FittedCell(VisibleText.MakeVisible(run.State), "yellow"),
    };
}
