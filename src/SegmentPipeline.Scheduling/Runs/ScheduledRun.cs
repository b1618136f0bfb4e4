using Microsoft.Extensions.Logging;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>One audit of a scheduled archive: from its ledger to its reports and its log.</summary>
/// <param name="archive">The archive.</param>
/// <param name="tell">Takes every record.</param>
/// <param name="aroundWrites">Stands around each write to the ledger, or null.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class ScheduledRun(
    ScheduledArchive archive,
    Func<AuditRecord, CancellationToken, ValueTask> tell,
    Func<Func<long>, long>? aroundWrites,
    TimeProvider clock,
    ILogger log)
{
    /// <summary>Why a run has failed although its audit came to its end.</summary>
    internal const string ReportsFailed = "not all reports could be written; the log says why";

    /// <summary>Who is told of the archive; null for nobody.</summary>
    internal ArchiveEar? Ear { get; init; }

    /// <summary>Fillings that wait for the ledger; null if the archive is not filled.</summary>
    internal FillQueue? Fills { get; init; }

    /// <summary>What the last comparison said of holes; null if nothing is compared.</summary>
    internal VerdictQueue? Verdicts { get; init; }

    /// <summary>Makes the clients of other copies; null where none is asked.</summary>
    internal IHttpClientFactory? Clients { get; init; }

    /// <summary>Audits once.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="timed">Wraps the records of a request, to time them.</param>
    /// <param name="cancellationToken">Stops it within one hour directory; what has been read stays in the ledger.</param>
    /// <returns>The outcome of the whole run: a report that could not be written makes it a failure.</returns>
    internal async Task<AuditOutcome> RunAsync(
        IProgress<AuditProgress> progress,
        Func<AuditRequest, IAsyncEnumerable<AuditRecord>, IAsyncEnumerable<AuditRecord>> timed,
        CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        var source = archive.Open(clock);
        await using var _ = source.ConfigureAwait(false);
        using var ledger = AuditLedger.Open(archive.LedgerPath, source.Root, LedgerOptions);
        if (ledger.Note is { } note) log.ArchiveTaken(archive.Name!, VisibleText.MakeVisible(note));
        Fills?.RecordIn(ledger);
        using var attached = Ear?.Attach(ledger);
        var telling = Ear?.BeginTelling();
        using var reports = RunReports.Open(
            archive, start, (stream, range) => source.SelectAsync(stream, range, HolePolicy.Allow, cancellationToken), log);
        var changes = new ChangeLines(archive.Name!, log);
        var causes = new RunCauses(archive, Clients, clock);
        SummaryRecord? summary = null;
        var request = archive.RequestAt(start);
        var context = archive.Audit.ToAuditContext() with { Progress = progress };
        await foreach (var record in timed(request, ledger.AuditAsync(source, request, context, cancellationToken)).ConfigureAwait(false))
        {
            if (record is DeltaRecord delta) changes.Add(delta);
            if (!causes.Holds(record)) telling?.Add(record);
            summary = record as SummaryRecord;
            await tell(record, cancellationToken).ConfigureAwait(false);
            await reports.WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        changes.Complete();
        Verdicts?.NoteIn(ledger);
        // An audit that stopped for its budget knows less than the report that is there.
        if (summary!.Outcome != AuditOutcome.BudgetSpent) await reports.CommitAsync(ledger, cancellationToken).ConfigureAwait(false);
        var outcome = reports.AreSound ? summary.Outcome : AuditOutcome.Failed;
        await causes.TellAsync(telling, ledger, request, context, cancellationToken).ConfigureAwait(false);
        telling?.Complete(ledger, summary, outcome == AuditOutcome.Failed ? ReportsFailed : null);
        Tell(summary, outcome, changes.Count);
        return outcome;
    }

    private AuditLedgerOptions LedgerOptions => new()
    {
        TimeProvider = clock,
        Budget = archive.Audit.Budget,
        Retention = archive.Audit.Retention,
        AroundWrites = aroundWrites,
    };

    private void Tell(SummaryRecord summary, AuditOutcome outcome, long changes)
    {
        var level = LevelOf(outcome);
        var (exit, meaning) = (AuditOutcomes.RowOf(outcome).Number, MeaningOf(outcome));
        var missingSeconds = summary.Microseconds.Missing / Timestamp.MicrosecondsPerSecond;
        var elapsedSeconds = Math.Round(summary.Elapsed.TotalSeconds, 3);
        log.RunEnded(
            level,
            archive.Name!,
            exit,
            meaning,
            summary.Streams,
            summary.Hours,
            summary.Findings.Hole,
            missingSeconds,
            changes,
            elapsedSeconds);
    }

    private static LogLevel LevelOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Success => LogLevel.Information,
        AuditOutcome.Findings or AuditOutcome.Incomplete or AuditOutcome.BudgetSpent => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    private static string MeaningOf(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Success => "passed",
        AuditOutcome.Findings => "findings",
        AuditOutcome.Incomplete => "incomplete",
        AuditOutcome.CoverageLost => "coverage lost",
        AuditOutcome.BudgetSpent => "budget spent, the next run goes on",
        _ => "failed",
    };
}
