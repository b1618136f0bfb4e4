namespace SegmentPipeline.Synthesis;

/// <summary>What an archive is to look like: its directories with their files. Drawn as it is enumerated, so that a plan
/// of millions of files takes no more memory than one of its hours.</summary>
/// <param name="Directories">The directories, in any order; a directory may come more than once.</param>
internal sealed record ArchivePlan(IEnumerable<PlannedDirectory> Directories)
{
    /// <summary>What is planted in it, as far as whoever made the plan says so.</summary>
    internal IEnumerable<PlantedFault> Faults { get; init; } = [];
}
