using Orleans.Placement;

namespace SegmentPipeline.Fleet;

/// <summary>Puts a grain on the silo that is called like its key, or nowhere: what a node is asked is never answered by another.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.node-placement")]
internal sealed class NodePlacementStrategy : PlacementStrategy;

/// <summary>Marks the grains that are placed so.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NodePlacementAttribute() : PlacementAttribute(new NodePlacementStrategy());
