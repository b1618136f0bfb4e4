using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary>Has a ledger record what <c>pipeline fill</c> does. An audit that holds the ledger is waited for.</summary>
internal sealed class FillLedger(string ledger, string root, TimeSpan tolerance, TimeProvider clock)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private FillRunTally _tally = new(tolerance);
    private Timestamp _started = Timestamp.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Sees that it can be the archive's ledger, before anything is fetched.</summary>
    /// <exception cref="LedgerException">It cannot.</exception>
    internal void Check() => AuditLedger.EnsureUsable(ledger, root);

    /// <summary>Begins another pass.</summary>
    internal void Begin()
    {
        _tally = new FillRunTally(tolerance);
        _started = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
    }

    internal void Add(CopyRecord record) => _tally.Add(record);

    /// <summary>Records a pass that came to its end.</summary>
    /// <param name="cancellationToken">Ends the waiting for an audit; then nothing is recorded.</param>
    internal async Task RecordAsync(CancellationToken cancellationToken)
    {
        var fill = ToFill(LedgerRunStatus.Failed);
        while (!AuditLedger.TryRecordFills(ledger, root, [fill], clock))
            await Task.Delay(BetweenTries, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records a pass that broke off, if nobody holds the ledger.</summary>
    internal void RecordUnfinished(bool isCancelled)
    {
        try
        {
            AuditLedger.TryRecordFills(ledger, root, [ToFill(isCancelled ? LedgerRunStatus.Cancelled : LedgerRunStatus.Failed)], clock);
        }
        catch (LedgerException)
        {
            // Why the pass broke off is told.
        }
    }

    private FinishedFill ToFill(LedgerRunStatus withoutEnd) =>
        _tally.ToFill(_started, Timestamp.FromDateTimeOffset(clock.GetUtcNow()), withoutEnd);
}
