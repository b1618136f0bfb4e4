using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>Runs the audits of a schedule, each with its ledger, its reports, its metrics, its log and whoever listens.</summary>
internal sealed class ScheduledRuns(
    IReadOnlyList<IAuditListener> listeners,
    PipelineMetrics? metrics,
    OperationTimers? timers,
    TimeProvider clock,
    ILogger log)
{
    private const int RunsLookedThrough = 100;

    /// <summary>Fillings that wait for the ledger; null if there are none.</summary>
    internal FillQueues? Fills { get; init; }

    /// <summary>What comparisons said of holes; null if nothing is compared.</summary>
    internal VerdictQueues? Verdicts { get; init; }

    /// <summary>Who is told of archives; null for nobody.</summary>
    internal NotifySchedule? Notifications { get; init; }

    /// <summary>Makes the clients of other copies; null where none is asked.</summary>
    internal IHttpClientFactory? Clients { get; init; }

    /// <summary>The last audit that the ledger has. Gauges stand from the start as the last complete run left them.</summary>
    internal PastRun? Recall(ScheduledArchive archive)
    {
        using var ledger = ArchiveHistory.Open(archive);
        if (ledger is null) return null;
        var runs = ledger.RunsWithoutStreams(RunsLookedThrough, kind: LedgerRunKind.Audit);
        if (runs.FirstOrDefault(run => run is { Status: LedgerRunStatus.Complete, Ended: not null }) is { } complete)
            metrics?.Seed(
                archive.Name!,
                ledger.StreamsOf(complete.Id).Select(stream => stream.Figures),
                complete.Ended!.Value.ToDateTimeOffset());
        return runs.Count > 0 ? PastRunOf(runs[0]) : null;
    }

    /// <summary>Audits once.</summary>
    /// <returns>The outcome of the whole run: a report that could not be written makes it a failure.</returns>
    internal async Task<AuditOutcome> RunAsync(
        ScheduledArchive archive,
        IProgress<AuditProgress> progress,
        CancellationToken cancellationToken)
    {
        using var observation = metrics?.Begin(archive.Name!);
        try
        {
            var run = new ScheduledRun(archive, TellersFor(archive.Name!, observation), WritesOf(archive.Name!), clock, log)
            {
                Fills = Fills?.Find(archive.Name!),
                Verdicts = Verdicts?.Find(archive.Name!),
                Ear = Notifications?.Find(archive.Name!),
                Clients = Clients,
            };
            var outcome = await run.RunAsync(new EachProgress(progress, observation), Timed, cancellationToken).ConfigureAwait(false);
            observation?.Complete(outcome);
            return outcome;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            observation?.Complete(AuditOutcome.Terminated);
            throw;
        }
        finally
        {
            Verdicts?.Find(archive.Name!)?.Settle();
        }
    }

    private Func<AuditRecord, CancellationToken, ValueTask> TellersFor(string archive, RunObservation? observation) =>
        async (record, cancellationToken) =>
    {
        observation?.Add(record);
        foreach (var listener in listeners) await listener.TakeAsync(archive, record, cancellationToken).ConfigureAwait(false);
    };

    private IAsyncEnumerable<AuditRecord> Timed(AuditRequest request, IAsyncEnumerable<AuditRecord> records) =>
        timers is null ? records : timers.Audit.EnumerateAsync(request, records);

    private Func<Func<long>, long>? WritesOf(string archive) =>
        timers is null ? null : write => timers.LedgerWrite.Run(archive, _ => write());

    /// <summary>A run that did not come to its end has neither an end nor an outcome.</summary>
    private static PastRun PastRunOf(LedgerRun run) =>
        run.Status is LedgerRunStatus.Running or LedgerRunStatus.Cancelled or LedgerRunStatus.Killed
            ? new PastRun
            {
                Start = run.Started,
                End = null,
                Outcome = null,
                Failure = null,
            }
            : new PastRun
            {
                Start = run.Started,
                End = run.Ended,
                Outcome = run.Outcome ?? AuditOutcome.Failed,
                Failure = null,
            };

    private sealed class EachProgress(IProgress<AuditProgress> first, IProgress<AuditProgress>? second) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value)
        {
            first.Report(value);
            second?.Report(value);
        }
    }
}
