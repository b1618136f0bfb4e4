using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What files really hold, for people: the nodes with their figures, the first of the corrupt files, and a last line that says
/// it all.</summary>
/// <remarks>Nothing is written before the end. Memory grows with the number of nodes, not with that of files.</remarks>
internal sealed class FleetContentsText(Stream stream, Screen screen, FleetHeading heading) : FleetPrinter
{
    private const int WithoutScreen = 20;
    private const int OtherLines = 14;

    private static readonly FittedColumn[] NodeColumns =
    [
        new("Node", 0), new("Archive", 3), new("As of", 4), new("Checked", 0, IsNumber: true), new("Bytes", 2, IsNumber: true),
        new("Corrupt", 0, IsNumber: true), new("Unreadable", 1, IsNumber: true), new("Says", 0),
    ];

    private static readonly FittedColumn[] FileColumns = [new("On", 0), new("Causes", 0), new("Corrupt file", 0)];

    private readonly List<NodeRecord> _nodes = [];
    private readonly List<FleetCorruptRecord> _files = [];
    private long _count;
    private FleetContentsRecord? _summary;

    private int MostFiles => screen == Screen.None ? WithoutScreen : Math.Max(5, screen.Height - OtherLines);

    internal override ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken)
    {
        switch (record)
        {
            case NodeRecord node: _nodes.Add(node); break;
            case FleetCorruptRecord file: Add(file); break;
            case FleetContentsRecord summary: _summary = summary; break;
        }

        return ValueTask.CompletedTask;
    }

    internal override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        using var page = new ReportPage(stream, screen);
        heading.AddTo(page);
        page.AddLine();
        new FittedTable(NodeColumns, _nodes.Select(Cells), name: 7).AddTo(page, screen);
        page.AddLine();
        if (_files.Count > 0)
        {
            new FittedTable(FileColumns, _files.Select(Cells), name: 2).AddTo(page, screen);
            FleetRangeTable.AddRest(page, _count - _files.Count);
        }

        if (_summary is { } summary) page.AddLine(FleetSentences.Contents(summary));
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Add(FleetCorruptRecord file)
    {
        _count++;
        if (_files.Count < MostFiles) _files.Add(file);
    }

    private static FittedCell[] Cells(NodeRecord node) =>
    [
        FittedCell.Name(node.Node),
        node.Archive is { } archive ? FittedCell.Name(archive) : "–",
        node.AsOf is { } asOf ? TimeWords.ToSecond(asOf) : "–",
        node.Contents is { } known ? Plural.Count(known.Checked) : "–",
        node.Contents is { } read ? Plural.Count(read.Bytes) : "–",
        Count(node.Contents?.Corrupt, "red"),
        Count(node.Contents?.Unreadable, "yellow"),
        FleetNodeTable.Words(node),
    ];

    private static FittedCell Count(long? count, string style) =>
        count is { } known ? new FittedCell(Plural.Count(known), known > 0 ? style : null) : "–";

    private static FittedCell[] Cells(FleetCorruptRecord file) =>
    [
        FittedCell.Name(file.Node),
        FittedCell.Name(string.Join(", ", file.Causes)),
        FittedCell.Name($"{file.Stream}/{file.Path}"),
    ];
}
