using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>A run on its way, which tells those who are told of its archive.</summary>
/// <param name="notices">The archive's notices.</param>
/// <param name="told">What each of its hooks is to be told.</param>
internal sealed class RunTelling(ArchiveNotices notices, IReadOnlyList<RunNotices> told)
{
    internal void Add(AuditRecord record)
    {
        if (record is not (DeltaRecord or SilentFinding)) return;
        foreach (var one in told) one.Add(record);
    }

    /// <summary>Adds a loss of which it is known where it came from.</summary>
    internal void Add(DeltaRecord loss, LossCause cause)
    {
        foreach (var one in told) one.Add(loss, cause);
    }

    /// <summary>Takes the end of the run, while its ledger is open.</summary>
    internal void Complete(AuditLedger ledger, SummaryRecord summary, string? failure)
    {
        var run = ledger.RunsWithoutStreams(1, kind: LedgerRunKind.Audit);
        notices.EndRun(told, run.Count > 0 ? run[0].Id : null, summary, failure);
    }
}
