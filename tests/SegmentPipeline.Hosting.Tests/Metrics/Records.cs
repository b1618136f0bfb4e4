namespace SegmentPipeline.Hosting.Tests.Metrics;

/// <summary>Records made by hand, and runs that are told them.</summary>
internal static class Records
{
    internal static StreamRecord Stream(
        string channel,
        long holes = 1,
        long missingSeconds = 10,
        string end = "2026-03-28T01",
        string quality = "q")
    {
        var window = TimeRange.Parse("2026-03-28T00", end);
        var missing = missingSeconds * Timestamp.MicrosecondsPerSecond;
        return new StreamRecord
        {
            Stream = new StreamId(channel, quality),
            Window = window,
            Hours = 1,
            Entries = new EntryCounts { Selected = 5 },
            Microseconds = new ClassMicroseconds
            {
                Full = window.Microseconds - missing,
                Suspect = 0,
                Partial = 0,
                Missing = missing,
                Unknown = 0,
            },
            Holes = holes,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = holes,
            LongestHole = TimeSpan.FromMicroseconds(missing),
        };
    }

    internal static DeltaRecord Delta(DeltaChange change, CoverageClass @class, string start, string end) =>
        new()
        {
            Stream = new StreamId("c", "q"),
            Change = change,
            Class = @class,
            Range = TimeRange.Parse(start, end),
            Previous = null,
            VanishedFiles = 0,
            Vanished = [],
        };

    internal static SummaryRecord Summary(bool isComplete = true, FindingCounts findings = default) =>
        new()
        {
            Streams = 1,
            Hours = 1,
            Entries = default,
            Microseconds = default,
            Findings = findings,
            Complete = isComplete,
            Outcome = AuditOutcome.Success,
            Elapsed = TimeSpan.Zero,
        };

    /// <summary>A run that sees these records and ends so.</summary>
    internal static void Run(this PipelineMetrics metrics, string archive, AuditOutcome outcome, params AuditRecord[] records)
    {
        using var observation = metrics.Begin(archive);
        foreach (var record in records) observation.Add(record);
        observation.Complete(outcome);
    }

    /// <summary>A real audit, told to the metrics as a host does it.</summary>
    internal static async Task AuditAsync(this PipelineMetrics metrics, string name, SegmentArchive archive)
    {
        using var observation = metrics.Begin(name);
        var exit = AuditOutcome.Failed;
        await foreach (var record in archive.AuditAsync(new AuditRequest(), new AuditContext { Progress = observation }))
        {
            observation.Add(record);
            if (record is SummaryRecord summary) exit = summary.Outcome;
        }

        observation.Complete(exit);
    }
}
