using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary>Finds the times at which an audit was due and none began: no host was running, or a run took longer than it should. A ledger
/// has only what began.</summary>
internal static class MissedRuns
{
    private const int Most = 10_000;

    /// <summary>What is due may wait for audits of other archives.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Finds them.</summary>
    /// <param name="schedule">When audits are due.</param>
    /// <param name="runs">Runs, the newest first.</param>
    /// <param name="period">The time it is about; before the first audit nothing was missed.</param>
    internal static IReadOnlyList<Timestamp> Find(ScheduledArchive schedule, IReadOnlyList<LedgerRun> runs, TimeRange period)
    {
        var started = runs.Where(run => run.Kind == LedgerRunKind.Audit).Select(run => run.Started).Order().ToList();
        if (started.Count == 0) return [];
        var since = Timestamp.Max(period.Start, started[0]);
        if (since >= period.End - Patience) return [];
        var due = schedule.DueIn(new TimeRange(since, period.End), Most);
        var missed = new List<Timestamp>();
        for (var i = 0; i < due.Count && due[i] < period.End - Patience; i++)
        {
            var next = i + 1 < due.Count ? due[i + 1] : period.End;
            var first = started.BinarySearch(due[i]);
            first = first < 0 ? ~first : first;
            if (first == started.Count || started[first] >= next) missed.Add(due[i]);
        }

        return missed;
    }
}
