namespace SegmentPipeline.Fleet;

/// <summary>A node of the fleet. Its key is the node's name, and it lives on that node or nowhere.</summary>
[Alias("pipeline.INodeGrain")]
internal interface INodeGrain : IGrainWithStringKey
{
    /// <summary>What the node says of itself.</summary>
    [Alias("Describe")]
    Task<NodeCard> DescribeAsync();

    /// <summary>Begins the node's part of a run, unless it was begun before, however long ago.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">What is asked.</param>
    /// <returns>How it goes.</returns>
    [Alias("Begin")]
    Task<PartStatus> BeginAsync(string run, FleetRunRequest request);

    /// <summary>Stops the node's part of a run.</summary>
    [Alias("Stop")]
    Task StopAsync(string run);

    /// <summary>Divides a shared archive into pieces of work.</summary>
    [Alias("Plan")]
    Task<WorkPlan> PlanAsync(FleetRunRequest request);

    /// <summary>Begins to make the report of a shared archive, unless that was begun.</summary>
    /// <returns>How it goes.</returns>
    [Alias("Report")]
    Task<PartStatus> ReportAsync(FleetRunStatus run);
}
