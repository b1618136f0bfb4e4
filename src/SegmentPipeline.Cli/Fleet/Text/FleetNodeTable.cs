using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>One row a node: of what it has spoken, when, and whether of all.</summary>
internal static class FleetNodeTable
{
    private static readonly FittedColumn[] Columns = [new("Node", 0), new("Archive", 1), new("As of", 2), new("Says", 0)];

    internal static FittedTable Build(IReadOnlyList<NodeRecord> nodes) => new(Columns, nodes.Select(Cells), name: 3);

    private static FittedCell[] Cells(NodeRecord node) =>
    [
        FittedCell.Name(node.Node),
        node.Archive is { } archive ? FittedCell.Name(archive) : "–",
        node.AsOf is { } asOf ? TimeWords.ToSecond(asOf) : "–",
        Words(node),
    ];

    /// <summary>Whether a node has said all, and why not.</summary>
    internal static FittedCell Words(NodeRecord node)
    {
        if (node is { Answered: true, Complete: true }) return new("everything", "green");
        var cause = node.Cause is { } known ? $": {VisibleText.MakeVisible(known)}" : "";
        return new((node.Answered ? "not all" : "nothing") + cause, node.Answered ? "yellow" : "red");
    }
}
