using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What to fetch where, node by node, with the command line that does it there.</summary>
internal sealed class FillPlanText(FillPlan plan, FleetView fleet, FleetRunOptions options)
{
    private const int MostSources = 10;
    private const int Indent = 2;

    private static readonly FittedColumn[] Columns =
        [new("From", 0), new("Ranges", 1, IsNumber: true), new("Time", 0, IsNumber: true), new("Stream", 0)];

    internal void AddTo(ReportPage page, Screen screen)
    {
        foreach (var (node, filling) in plan.Nodes) AddNode(page, screen, node, filling);
        page.AddLine(Verdict());
    }

    private void AddNode(ReportPage page, Screen screen, string node, NodeFilling filling)
    {
        page.AddLine(
            $"[bold]{ReportPage.Safe(node)}[/] lacks {DurationWords.TextOf(filling.Lacking)}, of which {(filling.Fillable == 0 ? "no other node has anything" : $"[green]{DurationWords.TextOf(filling.Fillable)}[/] can be fetched:")}"
        );
        if (filling is { Fillable: > 0, Range: { } range })
        {
            var sources = filling.Sources;
            new FittedTable(Columns, sources.Take(MostSources).Select(Cells), name: 3) { Indent = Indent }.AddTo(page, screen);
            if (sources.Count > MostSources) page.AddLine($"  [dim]… and {Plural.TextOf(sources.Count - MostSources, "more row")}[/]");
            AddCommand(page, screen, node, filling, range);
        }

        page.AddLine();
    }

    private void AddCommand(ReportPage page, Screen screen, string node, NodeFilling filling, TimeRange range)
    {
        var addresses = filling.Peers.Select(peer => (Name: peer, Address: plan.AddressOf(fleet, peer))).ToList();
        var usable = addresses.Where(peer => IsUsable(peer.Name, peer.Address)).ToList();
        foreach (var (name, _) in addresses.Except(usable))
            page.AddLine($"  [yellow]where {ReportPage.Safe(name)} shows its archive is not known[/]");
        if (usable.Count == 0) return;
        page.AddLine($"  on {ReportPage.Safe(node)}, where ROOT is its archive:");
        List<string> words = ["pipeline fill ROOT"];
        words.AddRange(usable.Select(peer => $"--replica {ShellWord.Quote($"{peer.Name}={peer.Address}")}"));
        words.Add("--only holes");
        words.AddRange(NamesOf(filling, options.Channels, stream => stream.Channel).Select(channel => $"--channel {ShellWord.Quote(channel)}"));
        words.AddRange(NamesOf(filling, options.Qualities, stream => stream.Quality).Select(quality => $"--quality {ShellWord.Quote(quality)}"));
        words.Add($"--start {range.Start}");
        words.Add($"--end {range.End}");
        foreach (var line in ShellLines.Break(words, screen.TextWidth, Indent)) page.AddLine(ReportPage.Safe(line));
    }

    /// <summary>The names that were asked for. What a run of before was asked for is not known here: then those of which something can be
    /// had, so that nothing else is filled.</summary>
    private IEnumerable<string> NamesOf(NodeFilling filling, IReadOnlyList<string> asked, Func<StreamId, string> name) =>
        options.Run is null
            ? asked
            : filling.Sources.Select(source => name(source.Stream)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static bool IsUsable(string node, string? address) =>
        FleetRunId.IsId(node) && address is not null && HttpArchive.FaultOf(address) is null;

    private string Verdict()
    {
        var lacking = plan.Nodes.Count(pair => pair.Value.Lacking > 0);
        var fillable = plan.Nodes.Count(pair => pair.Value.Fillable > 0);
        var answered = plan.Summary is { } summary ? $"{summary.Answered} of {Plural.TextOf(summary.Nodes, "node")} answered; " : "";
        return answered
            + (lacking == 0 ? "no copy has a hole." : $"{Plural.TextOf(lacking, "copy has", "copies have")} holes, {fillable} of them can be filled from others, where those publish their archives.");
    }

    private static FittedCell[] Cells(FillSource source) =>
    [
        FittedCell.Name(source.From),
        Plural.Count(source.Ranges),
        DurationWords.TextOf(source.Microseconds),
        FittedCell.Name(source.Stream.ToString()),
    ];
}
