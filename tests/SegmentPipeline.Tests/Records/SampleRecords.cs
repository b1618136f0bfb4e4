namespace SegmentPipeline.Tests.Records;

/// <summary>One record of each type, with values that are easy to recognise.</summary>
internal static class SampleRecords
{
    internal static StreamId Stream { get; } = new("desertbus", "source");

    internal static TimeRange Range { get; } = TimeRange.Parse("2026-03-28T22:00:02.01Z", "2026-03-28T22:00:11.77995Z");

    internal static EntryCounts Entries { get; } = new()
    {
        Hidden = 1,
        Foreign = 2,
        Tombstones = 3,
        Tombstoned = 4,
        Bad = 5,
        Temporary = 6,
        Superseded = 7,
        Selected = 8,
        Vanished = 9,
        Unreadable = 10,
    };

    internal static ClassMicroseconds Microseconds { get; } = new(10, 20, 30, 40, 50);

    internal static HeaderRecord Header { get; } = new("1.2.3", "/srv/archive", null, null, TimeSpan.FromMilliseconds(10));

    internal static HoleFinding Hole { get; } = new(Stream, Range, "2026-03-28T22/a.ts", null);

    internal static DegradedFinding Degraded { get; } = new(Stream, Range, CoverageClass.Suspect);

    internal static OverlapFinding Overlap { get; } = new(Stream, Range, "2026-03-28T22/b.ts");

    internal static EmptyFinding Empty { get; } = new(Stream, Range, "2026-03-28T22/d.ts");

    internal static SilentFinding Silent { get; } = new(Stream, Range, "720p60");

    internal static FutureFinding Future { get; } = new(Stream, Range, 7);

    internal static BadNameFinding Bad { get; } = new(Stream, "2026-03-28T22/c.ts", "time: too short", 4);

    internal static StrayFinding Stray { get; } = new("desertbus/notes.txt", "a file");

    internal static UnreadableFinding Unreadable { get; } = new("desertbus/source/2026-03-28T23", "permission denied");

    internal static StaleLedgerFinding StaleLedger { get; } = new("desertbus/source/2026-03-28T21", "not as remembered");

    internal static UnknownRecord Unknown { get; } = new(Stream, Range);

    internal static DeltaRecord Delta { get; } = new(Stream, DeltaChange.Lost, CoverageClass.Missing, Range, null, 2, ["2026-03-28T22/a.ts"]);

    internal static HourRecord Hour { get; } = new(Stream, Range.Start.Hour, Readable: true, Entries, Microseconds);

    internal static StreamRecord StreamFigures { get; } = new(Stream, Range, 11, Entries, Microseconds, 12, 13, 14, 15, TimeSpan.FromMicroseconds(16)) { LastEnd = Range.End };

    internal static SummaryRecord Summary { get; } = new(
        1,
        11,
        Entries,
        Microseconds,
        new FindingCounts { Hole = 1, Degraded = 2, Overlap = 3, Bad = 4, Stray = 5, Unreadable = 6, StaleLedger = 7, Silent = 8, Empty = 9, Future = 10 },
        Complete: false,
        ExitCode.Incomplete,
        TimeSpan.FromMicroseconds(1_500_250));

    internal static IReadOnlyList<AuditRecord> All { get; } =
        [Header, Stray, Unreadable, StaleLedger, Hole, Degraded, Overlap, Bad, Empty, Hour, Future, StreamFigures, Silent, Delta, Summary];
}
