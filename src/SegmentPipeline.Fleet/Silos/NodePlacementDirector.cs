using Orleans.Runtime.Placement;

namespace SegmentPipeline.Fleet;

/// <summary>Finds the silo of a node by its name.</summary>
internal sealed class NodePlacementDirector(IClusterMembershipService members) : IPlacementDirector
{
    /// <exception cref="NodeAbsentException">No living silo has that name.</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var node = target.GrainIdentity.Key.ToString()!;
        foreach (var member in members.CurrentSnapshot.Members.Values)
        {
            if (member.Status == SiloStatus.Active && member.Name == node) return Task.FromResult(member.SiloAddress);
        }

        throw new NodeAbsentException(node);
    }
}
