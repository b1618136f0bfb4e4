namespace SegmentPipeline.Fleet;

/// <summary>A node is not in the fleet now. It travels from silo to silo.</summary>
[GenerateSerializer]
[Alias("pipeline.node-absent")]
internal sealed class NodeAbsentException(string node) : Exception($"node {node} is not there")
{
    /// <summary>The node.</summary>
    [Id(0)]
    internal string Node { get; } = node;
}
