using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>The verdict for people: the nodes, what is gone, what hangs by few disks, from where holes can be filled, the streams, and a
/// last line that says it all.</summary>
/// <remarks>Nothing is written before the end. Memory does not grow with the number of ranges, and with that of nodes and streams by
/// their records alone.</remarks>
internal sealed class FleetText(Stream stream, Screen screen, FleetHeading heading) : FleetPrinter
{
    private readonly List<NodeRecord> _nodes = [];
    private readonly List<FleetStreamRecord> _streams = [];
    private readonly Longest<FleetHoleRecord> _holes = new(MostRanges(screen));
    private readonly Longest<FleetRangeRecord> _thin = new(MostRanges(screen));
    private readonly FillingsText _fillings = new(MostRanges(screen));
    private FleetSummaryRecord? _summary;

    internal override ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken)
    {
        switch (record)
        {
            case NodeRecord node: _nodes.Add(node); break;
            case FleetHoleRecord hole: _holes.Add(hole, hole.Range.Microseconds); break;
            case FleetRangeRecord range: _thin.Add(range, range.Range.Microseconds); break;
            case FleetVerdictRecord verdict: _fillings.Add(verdict); break;
            case FleetStreamRecord figures: _streams.Add(figures); break;
            case FleetSummaryRecord summary: _summary = summary; break;
        }

        return ValueTask.CompletedTask;
    }

    internal override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        using var page = new ReportPage(stream, screen);
        heading.AddTo(page, _streams);
        page.AddLine();
        FleetNodeTable.Build(_nodes).AddTo(page, screen);
        page.AddLine();
        FleetRangeTable.AddGone(page, screen, _holes, MostRanges(screen));
        FleetRangeTable.AddThin(page, screen, _thin, MostRanges(screen));
        _fillings.AddTo(page, screen);
        if (_streams.Count > 0)
        {
            CopiesTable.Build(_streams).AddTo(page, screen);
            page.AddLine();
        }

        if (_summary is { } summary) page.AddLine(FleetSentences.Verdict(summary, _holes, _thin));
        await page.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>So many of each kind of range that two of them fit on a screen, but always a few.</summary>
    private static int MostRanges(Screen screen)
    {
        const int otherLines = 16;
        const int withoutScreen = 20;
        return screen == Screen.None ? withoutScreen : Math.Max(5, (screen.Height - otherLines) / 2);
    }
}
