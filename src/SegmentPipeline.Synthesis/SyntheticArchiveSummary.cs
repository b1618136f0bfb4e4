namespace SegmentPipeline.Synthesis;

/// <summary>What has been laid out.</summary>
/// <param name="Streams">Number of streams.</param>
/// <param name="Files">Number of files, the list of faults not counted.</param>
/// <param name="Faults">Number of planted faults.</param>
public sealed record SyntheticArchiveSummary(int Streams, long Files, long Faults);
