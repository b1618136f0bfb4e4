namespace SegmentPipeline.Replicas;

/// <summary>How many files a node has looked into, and with what result.</summary>
public sealed record ContentFigures
{
    /// <summary>Files that were to be verified.</summary>
    public required long Files { get; init; }

    /// <summary>Files that were read and judged.</summary>
    public required long Checked { get; init; }

    /// <summary>Bytes that were read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files with something wrong.</summary>
    public required long Corrupt { get; init; }

    /// <summary>Files that could not be read.</summary>
    public required long Unreadable { get; init; }
}
