using SegmentPipeline;
using SegmentPipeline.Scheduling;

namespace NightlyAudit;

/// <summary>Wakes somebody up: for coverage that was lost, and for an audit that did not see everything. Holes that were there yesterday
/// wake nobody.</summary>
internal sealed class Pager : IAuditListener
{
    public ValueTask TakeAsync(string archive, AuditRecord record, CancellationToken cancellationToken)
    {
        switch (record)
        {
            case DeltaRecord { Change: DeltaChange.Lost } lost:
                Console.WriteLine($"page: {archive} has lost {lost.Range} of {lost.Stream}, {lost.VanishedFiles} files are gone");
                break;
            case SummaryRecord summary:
                Console.WriteLine(
                    $"{(summary.Complete ? "note" : "page")}: {archive} has {summary.Findings.Hole} holes in {summary.Streams} streams, outcome {AuditOutcomes.RowOf(summary.Outcome)}"
                );
                break;
        }

        return ValueTask.CompletedTask;
    }
}
