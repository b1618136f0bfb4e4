using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>What each node should fetch from which others, by a verdict over their copies.</summary>
/// <remarks>Memory grows with nodes and streams, not with holes.</remarks>
internal sealed class FillPlan
{
    private readonly SortedDictionary<string, NodeFilling> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _archives = new(StringComparer.Ordinal);

    /// <summary>What nodes lack, by their names.</summary>
    internal IEnumerable<KeyValuePair<string, NodeFilling>> Nodes => _nodes;

    /// <summary>The end of all records, once it has come.</summary>
    internal FleetSummaryRecord? Summary { get; private set; }

    internal ValueTask AddAsync(FleetRecord record)
    {
        switch (record)
        {
            case NodeRecord node: _archives[node.Node] = node.Archive; break;
            case FleetVerdictRecord verdict: Add(verdict); break;
            case FleetSummaryRecord summary: Summary = summary; break;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Where a node's archive answers over HTTP; null if nobody has said.</summary>
    internal string? AddressOf(FleetView fleet, string node) =>
        fleet.Nodes.FirstOrDefault(known => known.Node == node) is { Http: { } http } && _archives.GetValueOrDefault(node) is { } archive
            ? $"{http.TrimEnd('/')}/archives/{Uri.EscapeDataString(archive)}"
            : null;

    private void Add(FleetVerdictRecord verdict)
    {
        if (!_nodes.TryGetValue(verdict.Node, out var node)) _nodes.Add(verdict.Node, node = new NodeFilling());
        node.Add(verdict);
    }
}

/// <summary>What one node lacks, and from whom it can have it.</summary>
internal sealed class NodeFilling
{
    private readonly Dictionary<(StreamId Stream, string From), (long Ranges, long Microseconds)> _sources = [];
    private readonly SortedSet<string> _peers = new(StringComparer.Ordinal);

    /// <summary>How long all its holes are.</summary>
    internal long Lacking { get; private set; }

    /// <summary>How much of them other nodes have.</summary>
    internal long Fillable { get; private set; }

    /// <summary>The range in which all of that lies; null if there is nothing.</summary>
    internal TimeRange? Range { get; private set; }

    /// <summary>The nodes that have some of it.</summary>
    internal IReadOnlyCollection<string> Peers => _peers;

    /// <summary>What comes from the same nodes, the most first.</summary>
    internal IReadOnlyList<FillSource> Sources =>
    [
        .. _sources
            .Select(pair => new FillSource(pair.Key.Stream, pair.Key.From, pair.Value.Ranges, pair.Value.Microseconds))
            .OrderByDescending(source => source.Microseconds)
            .ThenBy(source => source.Stream.ToString(), StringComparer.Ordinal)
            .ThenBy(source => source.From, StringComparer.Ordinal),
    ];

    internal void Add(FleetVerdictRecord verdict)
    {
        foreach (var part in verdict.Parts)
        {
            var length = part.End.MicrosecondsSince(part.Start);
            Lacking = Sum(Lacking, length);
            if (part is { Verdict: HoleVerdict.Fillable, Replicas: { } peers }) Add(verdict.Stream, part, peers, length);
        }
    }

    private void Add(StreamId stream, VerdictPart part, IReadOnlyList<string> peers, long length)
    {
        Fillable = Sum(Fillable, length);
        _peers.UnionWith(peers);
        var key = (stream, string.Join(", ", peers));
        var (ranges, microseconds) = _sources.GetValueOrDefault(key);
        _sources[key] = (ranges + 1, Sum(microseconds, length));
        Range = Range is { } range
            ? new TimeRange(Timestamp.Min(range.Start, part.Start), Timestamp.Max(range.End, part.End))
            : new TimeRange(part.Start, part.End);
    }

    /// <summary>Hostile lengths must not overflow.</summary>
    private static long Sum(long left, long right) => right > long.MaxValue - left ? long.MaxValue : left + right;
}

/// <summary>What some nodes have of what another lacks of a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="From">The nodes.</param>
/// <param name="Ranges">How many ranges.</param>
/// <param name="Microseconds">How long they are.</param>
internal readonly record struct FillSource(StreamId Stream, string From, long Ranges, long Microseconds);
