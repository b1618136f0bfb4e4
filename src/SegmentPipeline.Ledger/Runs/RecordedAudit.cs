using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace SegmentPipeline.Ledger;

/// <summary>One audit whose records pass on to whoever asked, while the ledger takes down what it needs of them.</summary>
/// <remarks>Differences are handed out before anything of them is written: if the records are not taken to their end, the next run tells
/// them again.</remarks>
internal sealed class RecordedAudit(
    RunRecorder recorder,
    SegmentArchive archive,
    AuditRequest request,
    AuditContext context,
    AuditLedgerOptions options)
{
    private SummaryRecord? _summary;
    private ExceptionDispatchInfo? _failure;

    internal async IAsyncEnumerable<AuditRecord> RecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var budget = new RunBudget(options.Budget, options.TimeProvider);
        recorder.Begin(budget.Advance);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var isTaken = false;
        try
        {
            await foreach (var record in PassAsync(linked.Token).ConfigureAwait(false))
            {
                if (record is HeaderRecord) budget.Start();
                yield return record;
            }

            var isSpent =
                budget.IsSpent && !cancellationToken.IsCancellationRequested && _failure?.SourceException is OperationCanceledException;
            recorder.Conclude(_summary, isSpent ? LedgerRunStatus.Budget : StatusOf(cancellationToken));
            foreach (var delta in recorder.Deltas()) yield return delta;
            recorder.Commit();
            isTaken = true;
            var last = recorder.Summary ?? (isSpent ? Nothing() : null);
            if (last is not null) yield return last;
            if (!isSpent) _failure?.Throw();
            recorder.ThrowIfUnrecorded();
        }
        finally
        {
            if (!isTaken) recorder.Abandon();
        }
    }

    /// <summary>All records but the summary, which is kept; a failure is kept too.</summary>
    private async IAsyncEnumerable<AuditRecord> PassAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var remembering = context with { Memory = recorder.Memory, Progress = recorder };
        await using var records = archive.AuditAsync(request, remembering, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            try
            {
                if (!await records.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (Exception failure)
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
                yield break;
            }

            recorder.Add(records.Current);
            if (records.Current is SummaryRecord summary) _summary = summary;
            else yield return records.Current;
        }
    }

    private LedgerRunStatus StatusOf(CancellationToken cancellationToken) => _failure switch
    {
        null => _summary is { Complete: true } ? LedgerRunStatus.Complete : LedgerRunStatus.Incomplete,
        { SourceException: OperationCanceledException } when cancellationToken.IsCancellationRequested => LedgerRunStatus.Cancelled,
        _ => LedgerRunStatus.Failed,
    };

    /// <summary>The summary of a run that was stopped before it had begun to read.</summary>
    private static SummaryRecord Nothing() => new()
    {
        Streams = 0,
        Hours = 0,
        Entries = default,
        Microseconds = default,
        Findings = default,
        Complete = false,
        Outcome = AuditOutcome.BudgetSpent,
        Elapsed = TimeSpan.Zero,
    };
}
