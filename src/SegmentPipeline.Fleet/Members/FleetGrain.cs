namespace SegmentPipeline.Fleet;

/// <summary>What is kept of a fleet.</summary>
[GenerateSerializer]
[Alias("pipeline.fleet")]
internal sealed class KeptFleet
{
    [Id(0)]
    internal List<NodeCard> Nodes { get; set; } = [];

    [Id(1)]
    internal List<string> Runs { get; set; } = [];
}

/// <summary>Keeps who belongs to the fleet, and the runs.</summary>
internal sealed class FleetGrain([PersistentState("fleet", FleetStorage.Name)] IPersistentState<KeptFleet> kept) : Grain, IFleetGrain
{
    private const int MostRuns = 50;
    private const int MostNodes = 1000;

    public async Task RegisterAsync(NodeCard node)
    {
        var nodes = kept.State.Nodes;
        var at = nodes.FindIndex(other => other.Node == node.Node);
        if (at >= 0 && IsSame(nodes[at], node)) return;
        if (at < 0 && nodes.Count >= MostNodes) throw new InvalidOperationException($"a fleet has {MostNodes} nodes at most");
        if (at < 0) nodes.Add(node);
        else nodes[at] = node;
        nodes.Sort((left, right) => string.CompareOrdinal(left.Node, right.Node));
        await kept.WriteStateAsync();
    }

    public Task<IReadOnlyList<NodeCard>> GetNodesAsync() => Task.FromResult<IReadOnlyList<NodeCard>>([.. kept.State.Nodes]);

    public async Task<bool> ForgetNodeAsync(string node)
    {
        if (kept.State.Nodes.RemoveAll(other => other.Node == node) == 0) return false;
        await kept.WriteStateAsync();
        return true;
    }

    public async Task NoteRunAsync(string run)
    {
        var runs = kept.State.Runs;
        if (runs.Contains(run)) return;
        runs.Insert(0, run);
        while (runs.Count > MostRuns)
        {
            await GrainFactory.GetGrain<IFleetRunGrain>(runs[^1]).ForgetAsync();
            runs.RemoveAt(runs.Count - 1);
        }

        await kept.WriteStateAsync();
    }

    public Task<IReadOnlyList<string>> GetRunsAsync() => Task.FromResult<IReadOnlyList<string>>([.. kept.State.Runs]);

    /// <summary>Whether a node says what is known of it; its clock always says something else.</summary>
    private static bool IsSame(NodeCard known, NodeCard node) =>
        known.Http == node.Http
        && known.Version == node.Version
        && known.Archives.SequenceEqual(node.Archives)
        && known.Shared.SequenceEqual(node.Shared);
}
