namespace SegmentPipeline.Hosting;

/// <summary>What is known of the contents of an archive's files.</summary>
public sealed record VerificationFigures
{
    /// <summary>Corrupt files that are still there, by the word of their first cause; every cause there is stands in it.</summary>
    public required IReadOnlyDictionary<string, long> Corrupt { get; init; }

    /// <summary>Files that the last pass could not read; null if there has been none.</summary>
    public long? Unreadable { get; init; }

    /// <summary>The part of all files that is corrupt or was never verified; null while that is not known.</summary>
    public double? Bound { get; init; }

    /// <summary>Since when the hour has waited that has waited the longest; null while that is not known.</summary>
    public DateTimeOffset? OldestUnverified { get; init; }

    /// <summary>When the last pass ended; null if none has.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
