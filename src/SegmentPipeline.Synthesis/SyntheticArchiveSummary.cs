namespace SegmentPipeline.Synthesis;

/// <summary>What has been laid out.</summary>
public sealed record SyntheticArchiveSummary
{
    /// <summary>Number of streams.</summary>
    public int Streams { get; init; }

    /// <summary>Number of files, the list of faults not counted.</summary>
    public long Files { get; init; }

    /// <summary>Number of planted faults.</summary>
    public long Faults { get; init; }
}
