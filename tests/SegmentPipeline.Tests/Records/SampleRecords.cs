using SegmentPipeline.Testing;

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

    internal static ClassMicroseconds Microseconds { get; } = new() { Full = 10, Suspect = 20, Partial = 30, Missing = 40, Unknown = 50 };

    internal static HeaderRecord Header { get; } = new()
    {
        Version = "1.2.3",
        Root = "/srv/archive",
        Start = null,
        End = null,
        Tolerance = TimeSpan.FromMilliseconds(10),
    };

    internal static HoleFinding Hole { get; } =
        new()
        {
            Stream = Stream,
            Range = Range,
            Before = Places.Entry(Stream, "2026-03-28T22/a.ts"),
            After = null,
        };

    internal static DegradedFinding Degraded { get; } = new() { Stream = Stream, Range = Range, Class = CoverageClass.Suspect };

    internal static OverlapFinding Overlap { get; } =
        new()
        {
            Stream = Stream,
            Range = Range,
            Segment = Places.Entry(Stream, "2026-03-28T22/b.ts"),
        };

    internal static EmptyFinding Empty { get; } =
        new()
        {
            Stream = Stream,
            Range = Range,
            Path = Places.Entry(Stream, "2026-03-28T22/d.ts"),
        };

    internal static SilentFinding Silent { get; } = new() { Stream = Stream, Range = Range, Other = "720p60" };

    internal static FutureFinding Future { get; } = new() { Stream = Stream, Range = Range, Segments = 7 };

    internal static CorruptFinding Corrupt { get; } = new()
    {
        File = new CorruptFile
        {
            Path = Places.Entry(Stream, "2026-03-28T22/e.ts"),
            Range = Range,
            Kind = SegmentKind.Full,
            IsSelected = true,
            Origin = CorruptOrigin.Before,
            Causes =
            [
                new CorruptCause { Cause = CorruptCauseKind.Empty },
                new CorruptCause { Cause = CorruptCauseKind.Truncated, BytesOver = 7 },
            ],
        },
    };

    internal static BadNameFinding Bad { get; } = new()
    {
        Stream = Stream,
        Path = Places.Entry(Stream, "2026-03-28T22/c.ts"),
        Cause = "time: too short",
        Position = 4,
    };

    internal static StrayFinding Stray { get; } = new() { Path = Places.Entry("desertbus/notes.txt"), Cause = "a file" };

    internal static UnreadableFinding Unreadable { get; } =
        new() { Path = Places.Directory("desertbus/source/2026-03-28T23"), Cause = "permission denied" };

    internal static StaleLedgerFinding StaleLedger { get; } = new()
    {
        Path = Places.Directory("desertbus/source/2026-03-28T21"),
        Cause = "not as remembered",
    };

    internal static UnknownRecord Unknown { get; } = new() { Stream = Stream, Range = Range };

    internal static OffRecord Off { get; } = new() { Stream = Stream, Range = Range };

    internal static ExpectationRecord Expectation { get; } = new()
    {
        Stream = Stream,
        Range = Range,
        ExpectedMicroseconds = 5,
        Ranges = 2,
        Source = "weekly",
        Digest = "d1",
    };

    internal static DeltaRecord Delta { get; } = new()
    {
        Stream = Stream,
        Change = DeltaChange.Lost,
        Class = CoverageClass.Missing,
        Range = Range,
        Previous = null,
        VanishedFiles = 2,
        Vanished = [Places.Entry(Stream, "2026-03-28T22/a.ts")],
    };

    internal static DeltaRecord Mended { get; } = new()
    {
        Stream = Stream,
        Change = DeltaChange.Mended,
        Class = null,
        Range = Range,
        Replicas = ["node2"],
        File = Corrupt.File,
        Mending = Mending.Replaced,
    };

    internal static HourRecord Hour { get; } = new()
    {
        Stream = Stream,
        Hour = Range.Start.Hour,
        Readable = true,
        Entries = Entries,
        Microseconds = Microseconds,
    };

    internal static StreamRecord StreamFigures { get; } = new()
    {
        Stream = Stream,
        Window = Range,
        Hours = 11,
        Entries = Entries,
        Microseconds = Microseconds,
        Holes = 12,
        Degraded = 13,
        Overlaps = 14,
        Discontinuities = 15,
        LongestHole = TimeSpan.FromMicroseconds(16),
        LastEnd = Range.End,
    };

    internal static SummaryRecord Summary { get; } = new()
    {
        Streams = 1,
        Hours = 11,
        Entries = Entries,
        Microseconds = Microseconds,
        Findings = new FindingCounts
        {
            Hole = 1,
            Degraded = 2,
            Overlap = 3,
            Bad = 4,
            Stray = 5,
            Unreadable = 6,
            StaleLedger = 7,
            Silent = 8,
            Empty = 9,
            Future = 10,
            Corrupt = 11,
        },
        Complete = false,
        Outcome = AuditOutcome.Incomplete,
        Elapsed = TimeSpan.FromMicroseconds(1_500_250),
    };

    internal static IReadOnlyList<AuditRecord> All { get; } =
    [
        Header, Stray, Unreadable, StaleLedger, Hole, Degraded, Overlap, Bad, Empty, Corrupt, Hour, Future, StreamFigures, Silent, Delta,
        Summary,
    ];
}
