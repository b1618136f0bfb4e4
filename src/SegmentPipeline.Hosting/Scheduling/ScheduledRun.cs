using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting.Scheduling;

/// <summary>One audit of a scheduled archive: from its ledger to its reports, its log and whoever listens.</summary>
internal sealed class ScheduledRun(ScheduledArchive archive, IReadOnlyList<IAuditListener> listeners, TimeProvider clock, ILogger log)
{
    /// <summary>Audits once.</summary>
    /// <returns>The exit code of the whole run: a report that could not be written makes it a failure.</returns>
    internal async Task<int> RunAsync(IProgress<AuditProgress> progress, CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        var source = SegmentArchive.Open(archive.Audit.Root!, new SegmentArchiveOptions { TimeProvider = clock });
        await using var _ = source.ConfigureAwait(false);
        using var reports = RunReports.Open(archive, start, log);
        var changes = new ChangeLines(archive.Name!, log);
        SummaryRecord? summary = null;
        var request = archive.RequestAt(start) with { Progress = progress };
        await foreach (var record in source.AuditAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (record is DeltaRecord delta) changes.Take(delta);
            summary = record as SummaryRecord;
            foreach (var listener in listeners) await listener.TakeAsync(archive.Name!, record, cancellationToken).ConfigureAwait(false);
            await reports.WriteAsync(record, cancellationToken).ConfigureAwait(false);
        }

        changes.Complete();

        // An audit that stopped for its budget knows less than the report that is there.
        if (summary!.Exit != ExitCode.BudgetSpent) await reports.CommitAsync(cancellationToken).ConfigureAwait(false);
        var exit = reports.AreSound ? summary.Exit : ExitCode.Failure;
        Tell(summary, exit, changes.Count);
        return exit;
    }

    private void Tell(SummaryRecord summary, int exit, long changes)
    {
        var level = LevelOf(exit);
        var meaning = MeaningOf(exit);
        var missingSeconds = summary.Microseconds.Missing / Timestamp.MicrosecondsPerSecond;
        var elapsedSeconds = Math.Round(summary.Elapsed.TotalSeconds, 3);
        log.RunEnded(level, archive.Name!, exit, meaning, summary.Streams, summary.Hours, summary.Findings.Hole, missingSeconds, changes, elapsedSeconds);
    }

    private static LogLevel LevelOf(int exit) => exit switch
    {
        ExitCode.Success => LogLevel.Information,
        ExitCode.Findings or ExitCode.Incomplete or ExitCode.BudgetSpent => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    private static string MeaningOf(int exit) => exit switch
    {
        ExitCode.Success => "passed",
        ExitCode.Findings => "findings",
        ExitCode.Incomplete => "incomplete",
        ExitCode.CoverageLost => "coverage lost",
        ExitCode.BudgetSpent => "budget spent, the next run goes on",
        _ => "failed",
    };
}
