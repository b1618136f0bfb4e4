namespace SegmentPipeline.Fleet;

/// <summary>Who belongs to the fleet, and what it was asked. There is one, with the key 0.</summary>
[Alias("pipeline.IFleetGrain")]
internal interface IFleetGrain : IGrainWithIntegerKey
{
    /// <summary>A node says that it is there.</summary>
    [Alias("Register")]
    Task RegisterAsync(NodeCard node);

    /// <summary>All nodes that have ever been there and were not forgotten, by name.</summary>
    [Alias("Nodes")]
    Task<IReadOnlyList<NodeCard>> GetNodesAsync();

    /// <summary>Forgets a node that will not come back.</summary>
    [Alias("ForgetNode")]
    Task<bool> ForgetNodeAsync(string node);

    /// <summary>Notes a run; the oldest are forgotten when there are too many.</summary>
    [Alias("NoteRun")]
    Task NoteRunAsync(string run);

    /// <summary>The runs, newest first.</summary>
    [Alias("Runs")]
    Task<IReadOnlyList<string>> GetRunsAsync();
}
