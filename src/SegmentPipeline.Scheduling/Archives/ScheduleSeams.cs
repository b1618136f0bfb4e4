using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Scheduling;

/// <summary>What a loop works with; tests bring their own.</summary>
/// <param name="Probe">Says what stands in the way of an audit, or null. Called once, at the start.</param>
/// <param name="Recall">Tells of the last run of an archive that was recorded, whoever ran it. Called once, at the start.</param>
/// <param name="Run">Runs an audit, and gives its outcome.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record ScheduleSeams(
    Func<ScheduledArchive, CancellationToken, Task<string?>> Probe,
    Func<ScheduledArchive, PastRun?> Recall,
    Func<ScheduledArchive, IProgress<AuditProgress>, CancellationToken, Task<AuditOutcome>> Run,
    TimeProvider Clock,
    ILogger Log)
{
    /// <summary>Who is told of an archive; null for nobody.</summary>
    internal Func<string, ArchiveEar?> EarOf { get; init; } = _ => null;
}
