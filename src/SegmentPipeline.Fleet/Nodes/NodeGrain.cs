using Orleans.Concurrency;
using Orleans.Placement;

namespace SegmentPipeline.Fleet;

/// <summary>Passes on what a node is asked to what works for it; nothing is done in a turn of this grain.</summary>
[NodePlacement]
[Immovable]
[Reentrant]
internal sealed class NodeGrain(NodeWork work) : Grain, INodeGrain
{
    public Task<NodeCard> DescribeAsync() => Task.FromResult(work.Describe());

    public Task<PartStatus> BeginAsync(string run, FleetRunRequest request) => Task.FromResult(work.Begin(run, request));

    public Task<WorkPlan> PlanAsync(FleetRunRequest request) => work.PlanAsync(request);

    public Task<PartStatus> ReportAsync(FleetRunStatus run) => work.ReportAsync(run);

    public Task StopAsync(string run)
    {
        work.Stop(run);
        return Task.CompletedTask;
    }
}
