using SegmentPipeline.Ledger;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>Verifies the contents of an archive and has its ledger remember them: one pass at a time.</summary>
internal sealed class VerifyWork(ScheduledArchive archive, TimeProvider clock)
{
    private readonly VerifyPace? _pace = archive.Verify is null ? null : new VerifyPace(archive);

    /// <summary>Does one pass.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="cancellationToken">Stops it between two reads; what has been verified is remembered.</param>
    internal async Task RunAsync(VerifyPass pass, CancellationToken cancellationToken)
    {
        var source = archive.Open(clock);
        await using var _ = source.ConfigureAwait(false);
        var request = pass.Request ?? RequestAt(clock.GetUtcNow());
        using var contents = await OwnThread
            .RunAsync(() => AuditLedger.BeginVerification(
                archive.LedgerPath, source.Root, request.Level, clock, cancellationToken))
            .ConfigureAwait(false);
        try
        {
            await VerifyAsync(source, contents, (pass, request), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            await EndAsync(contents, pass.Tally.Figures, LedgerRunStatus.Failed, AuditOutcome.Failed).ConfigureAwait(false);
            throw;
        }

        var summary = pass.Tally.Summary!;
        await EndAsync(contents, pass.Tally.Figures, StatusOf(summary), summary.Outcome).ConfigureAwait(false);
    }

    /// <summary>What a pass that begins now is asked for: all hours, whatever window audits have, since old files rot as well.</summary>
    internal VerificationRequest RequestAt(DateTimeOffset now) =>
        archive.ToVerificationRequest(clock) with { Budget = _pace!.BudgetAt(now) };

    private async Task VerifyAsync(
        SegmentArchive source,
        LedgerContents contents,
        (VerifyPass Told, VerificationRequest Request) asked,
        CancellationToken cancellationToken)
    {
        var (pass, request) = asked;
        var known = new KnownContents(contents, request.Level, pass.Tell);
        var context = new VerificationContext
        {
            Progress = new Noting(pass, contents),
            Memory = known,
            BeforeFile = pass.Gate.Wait,
            TimeProvider = clock,
        };
        await foreach (var record in source.VerifyAsync(request, context, cancellationToken).ConfigureAwait(false))
        {
            pass.Tally.Add(record);
            contents.Figures = pass.Tally.Figures;
            if (pass.Write is { } write) await write(record).ConfigureAwait(false);
            if (record is ScheduleRecord schedule && pass.Request is null) Check(schedule);
        }

        pass.Tally.VerifiedFiles = known.Files;
    }

    /// <exception cref="AuditFailedException">The schedule does not reach what is asked of it.</exception>
    private void Check(ScheduleRecord schedule)
    {
        if (_pace!.FaultOf(schedule.Files, schedule.Bytes, clock.GetUtcNow()) is { } fault) throw new AuditFailedException(fault);
    }

    /// <summary>Waits while an audit holds the ledger.</summary>
    private static Task<bool> EndAsync(LedgerContents contents, LedgerVerification figures, LedgerRunStatus status, AuditOutcome outcome) =>
        OwnThread.RunAsync(() =>
        {
            contents.End(figures, status, outcome);
            return true;
        });

    private static LedgerRunStatus StatusOf(VerificationSummaryRecord summary) => summary switch
    {
        { Complete: true } => LedgerRunStatus.Complete,
        { Outcome: AuditOutcome.Failed } => LedgerRunStatus.Failed,
        { Unreadable: > 0 } or { UnreadableDirectories: > 0 } => LedgerRunStatus.Incomplete,
        _ => LedgerRunStatus.Budget,
    };

    /// <summary>Has a run that is cut off say how far it came.</summary>
    private sealed class Noting(VerifyPass pass, LedgerContents contents) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value)
        {
            pass.Tally.Report(value);
            pass.Progress?.Report(value);
            contents.Figures = pass.Tally.Figures;
        }
    }
}
