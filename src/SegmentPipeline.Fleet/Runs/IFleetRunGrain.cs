namespace SegmentPipeline.Fleet;

/// <summary>A run of the fleet. Its key is the id of the run: asked for twice, it is one run. When its silo dies it goes on elsewhere with
/// what it has.</summary>
[Alias("pipeline.IFleetRunGrain")]
internal interface IFleetRunGrain : IGrainWithStringKey
{
    /// <summary>Begins it, unless it was begun.</summary>
    [Alias("Begin")]
    Task<FleetRunStatus> BeginAsync(FleetRunRequest request);

    /// <summary>How it stands.</summary>
    [Alias("Status")]
    Task<FleetRunStatus> GetStatusAsync();

    /// <summary>A node tells how far its part is.</summary>
    [Alias("Hear")]
    Task HearAsync(string node, PartStatus part);

    /// <summary>Lends pieces of a shared archive to a node.</summary>
    [Alias("Lease")]
    Task<WorkLease> LeaseAsync(string node);

    /// <summary>A node has read pieces that it was lent.</summary>
    /// <param name="node">The node.</param>
    /// <param name="first">Where the first of them stands in the plan.</param>
    /// <param name="told">What there is to remember of each.</param>
    [Alias("Complete")]
    Task CompleteAsync(string node, int first, IReadOnlyList<byte[]> told);

    /// <summary>The pieces of a shared archive.</summary>
    [Alias("Plan")]
    Task<WorkPlan> GetPlanAsync();

    /// <summary>Stops it.</summary>
    [Alias("Stop")]
    Task<FleetRunStatus> StopAsync();

    /// <summary>Forgets it and its answers.</summary>
    [Alias("Forget")]
    Task ForgetAsync();
}
