namespace SegmentPipeline.Replicas;

/// <summary>A copy of an archive that is kept somewhere else, and the name by which records call it.</summary>
public sealed record Replica
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The copy: on a disk of this machine, or elsewhere.</summary>
    public required SegmentArchive Archive { get; init; }
}
