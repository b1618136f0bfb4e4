using System.Reflection;

namespace SegmentPipeline;

/// <summary>The stage <c>report</c>: opens and closes the report, adds up its summary, and sees that nothing was lost on the way.</summary>
/// <remarks>It reads and writes no buffers of hours: it has only plans, steps and their records.</remarks>
internal sealed class ReportStage(string root, AuditRequest request, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly Timestamp _startedAt = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
    private long _received;
    private int _streams;
    private long _hours;
    private EntryCounts _entries;
    private ClassMicroseconds _microseconds;
    private FindingCounts _findings;

    /// <summary>Version of the library, as the header tells it.</summary>
    private static string Version { get; } =
        typeof(ReportStage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Makes the records before the first stream. Reads the plan's Findings.</summary>
    internal ReportStep Open(AuditPlan plan)
    {
        var header = new HeaderRecord
        {
            Version = Version,
            Root = root,
            Start = request.Start,
            End = request.End,
            Tolerance = request.Tolerance,
            HasExpectation = request.Expectation is not null,
            Started = _startedAt,
        };
        foreach (var finding in plan.Findings) _findings = _findings.Plus(finding);
        return new ReportStep { Records = [header, .. plan.Findings] };
    }

    /// <summary>Counts what a step brings. Reads the step's Records; writes nothing of it.</summary>
    internal void Count(ReportStep step)
    {
        _received++;
        foreach (var record in step.Records)
        {
            if (record is Finding finding) _findings = _findings.Plus(finding);
            else if (record is StreamRecord stream) Count(stream);
        }
    }

    /// <summary>Makes the summary after the last step.</summary>
    /// <param name="sent">How many items of work were sent on their way.</param>
    /// <exception cref="AuditFailedException">Fewer arrived.</exception>
    internal ReportStep Close(long sent)
    {
        if (_received != sent)
        {
            throw new AuditFailedException(
                $"the audit of {root} lost steps: {_received} of {sent} arrived; this is a defect of the program, please report it");
        }

        var outcome = AuditOutcomes.OutcomeFor(_findings, request.FailOn, _microseconds.Total);
        return new ReportStep { Records = [Summary(isComplete: _findings.Unreadable == 0, outcome)] };
    }

    /// <summary>Makes the summary of what has been counted so far. The summary of a run that ended early is not complete.</summary>
    internal SummaryRecord Summary(bool isComplete, AuditOutcome outcome) =>
        new()
        {
            Streams = _streams,
            Hours = _hours,
            Entries = _entries,
            Microseconds = _microseconds,
            Findings = _findings,
            Complete = isComplete,
            Outcome = outcome,
            Elapsed = clock.GetElapsedTime(_started),
        };

    private void Count(StreamRecord stream)
    {
        _streams++;
        _hours += stream.Hours;
        _entries += stream.Entries;
        _microseconds += stream.Microseconds;
    }
}
