namespace SegmentPipeline.Replicas;

/// <summary>From where the holes of each node's copy of a stream can be filled.</summary>
/// <remarks>Source: semantics §9, §10. What an archive here and its replicas are to each other in §9 each node is to all others.</remarks>
/// <param name="stream">The stream.</param>
/// <param name="names">The nodes, by name.</param>
/// <param name="nodes">What each says of the stream.</param>
/// <param name="beside">What the nodes cover in other qualities.</param>
internal sealed class NodeVerdicts(
    StreamId stream,
    IReadOnlyList<string> names,
    IReadOnlyList<NodeTimeline> nodes,
    IReadOnlyList<CopyCover> beside)
{
    /// <summary>The verdicts by the starts of holes, then by nodes. Each is found when its turn comes.</summary>
    internal IEnumerable<FleetVerdictRecord> Records()
    {
        var covers = nodes.Select((node, at) => new CopyCover(names[at], stream.Quality, node.ToCover())).ToList();
        var dividers = names
            .Select(name => new HoleDivider(stream, [.. covers.Where(cover => cover.Replica != name), .. beside]))
            .ToList();
        return nodes
            .SelectMany((node, at) => node.RangesOf(CoverageClass.Missing).Select(hole => (Hole: hole, Node: at)))
            .OrderBy(one => one.Hole.Start)
            .ThenBy(one => one.Node)
            .Select(one => new FleetVerdictRecord
            {
                Node = names[one.Node],
                Stream = stream,
                Hole = one.Hole,
                Parts = dividers[one.Node].Divide(one.Hole).Parts,
            });
    }
}
