namespace SegmentPipeline.Hosting;

/// <summary>What filling an archive from one of its other copies has come to.</summary>
public readonly record struct ReplicaCounts
{
    /// <summary>Files that it gave and that were published.</summary>
    public long Published { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>How often it gave something else than a name promises.</summary>
    public long Mismatches { get; init; }

    /// <summary>How often it could not give a file, and how many times it could not be compared with.</summary>
    public long Errors { get; init; }
}
