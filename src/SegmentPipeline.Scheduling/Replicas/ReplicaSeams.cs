using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>What a loop of an archive's other copies works with; tests bring their own.</summary>
/// <param name="Pass">Does one pass, and tells all of it.</param>
/// <param name="Metrics">The metrics, or null.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record ReplicaSeams(
    Func<PassTally, CancellationToken, Task> Pass,
    PipelineMetrics? Metrics,
    TimeProvider Clock,
    ILogger Log)
{
    /// <summary>Finds out what a filling would do, and tells all of it; null if nothing is filled.</summary>
    internal Func<FillPlanTally, CancellationToken, Task<PlannedFill>>? Plan { get; init; }

    /// <summary>Takes what fillings came to, for the ledger; null if nothing is filled.</summary>
    internal FillQueue? Fills { get; init; }

    /// <summary>Takes what comparisons said of holes, for the ledger; null if nobody does.</summary>
    internal VerdictQueue? Verdicts { get; init; }

    /// <summary>Who is told of the archive; null for nobody.</summary>
    internal ArchiveEar? Ear { get; init; }
}
