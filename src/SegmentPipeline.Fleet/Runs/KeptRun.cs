namespace SegmentPipeline.Fleet;

/// <summary>A run as it is kept.</summary>
[GenerateSerializer]
[Alias("pipeline.kept-run")]
internal sealed class KeptRun
{
    [Id(0)]
    internal FleetRunStatus Status { get; set; } = new();

    /// <summary>Which pieces of a shared archive have been read, eight a byte.</summary>
    [Id(1)]
    internal byte[]? Done { get; set; }
}
