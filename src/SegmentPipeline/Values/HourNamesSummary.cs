namespace SegmentPipeline;

/// <summary>What is known of the names of an hour without the names.</summary>
/// <remarks>Source: semantics §8 and §9.</remarks>
public readonly record struct HourNamesSummary
{
    /// <summary>The digest of the names that other nodes are told.</summary>
    public required HourNamesDigest Digest { get; init; }

    /// <summary>How many of them are names of segments that keep to the grammar and are not temporary.</summary>
    public required int SegmentCount { get; init; }
}
