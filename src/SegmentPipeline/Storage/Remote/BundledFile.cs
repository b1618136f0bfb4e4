namespace SegmentPipeline;

/// <summary>One of several files that were opened at once.</summary>
/// <remarks>Source: semantics §8.</remarks>
public sealed record BundledFile
{
    /// <summary>Its name as bytes.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    /// <summary>Its content, from its start, until the next file is asked for.</summary>
    public required Stream Content { get; init; }
}
