using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>Records of audits that never were, for pages.</summary>
internal static class Reports
{
    internal static readonly Timestamp Start = Timestamp.Parse("2016-03-28T00:00:00Z");

    private const long Second = Timestamp.MicrosecondsPerSecond;
    private const long Day = 24 * Timestamp.MicrosecondsPerHour;

    /// <summary>Four streams of ten days with a few of everything.</summary>
    internal static IEnumerable<AuditRecord> Varied()
    {
        var report = new RecordList(Start, 10 * Day);
        report.AddStream("desertbus", "source", stream =>
        {
            stream.Hole(1 * Day + 7 * Second, 9 * Second);
            stream.Degraded(2 * Day, 3600 * Second, CoverageClass.Partial);
            stream.Hole(4 * Day, 5 * 3600 * Second);
            stream.Degraded(6 * Day, 2 * 3600 * Second, CoverageClass.Suspect);
            stream.Overlap(7 * Day, 1 * Second);
            stream.Bad("2016-03-30T11/xx:00.0-2.0-full-ABC.ts", "the time is not MM:SS");
        });
        report.AddStream("desertbus", "720p", stream => stream.Unknown(3 * Day, 12 * 3600 * Second));
        report.AddStream("a-second-channel-with-a-long-name", "source", stream => stream.Hole(8 * Day, 2 * Second));
        report.AddStream("quiet", "source", _ => { });
        report.AddFinding(new UnreadableFinding { Path = Places.Directory("desertbus/720p/2016-03-31T00"), Cause = "permission denied" });
        report.AddFinding(new StrayFinding { Path = Places.Entry("desertbus/source/notes.txt"), Cause = "an hour should stand here" });
        return report.Complete();
    }

    /// <summary>A stream of a day without a fault.</summary>
    internal static IEnumerable<AuditRecord> Clean(bool isComplete)
    {
        var report = new RecordList(Start, Day);
        report.AddStream("quiet", "source", _ => { });
        var records = report.Complete().ToList();
        records[^1] = (SummaryRecord)records[^1] with
        {
            Complete = isComplete,
            Outcome = isComplete ? AuditOutcome.Success : AuditOutcome.Incomplete,
        };
        return records;
    }

    /// <summary>A stream of ten years with one corrupt segment of two seconds, a third of the way.</summary>
    internal static IEnumerable<AuditRecord> Corrupt()
    {
        var report = new RecordList(Start, 3660 * Day);
        report.AddStream("desertbus", "source", stream => stream.Corrupt(1220 * Day, 2 * Second));
        return report.Complete();
    }

    /// <summary>Ten years of five streams with 120,000 holes and 20,000 overlaps.</summary>
    internal static IEnumerable<AuditRecord> Large()
    {
        var report = new RecordList(Start, 3653 * Day);
        for (var i = 0; i < 5; i++)
        {
            report.AddStream($"channel{i}", "source", stream =>
            {
                for (var hole = 0; hole < 24_000; hole++)
                    stream.Hole(hole * 13_000 * Second + hole % 700 * Second, (1 + hole % 977) * Second);
                for (var overlap = 0; overlap < 4_000; overlap++) stream.Overlap(overlap * 78_000 * Second + 9_000 * Second, Second);
            });
        }

        return report.Complete();
    }

    /// <summary>The records of one report, kept in order.</summary>
    private sealed class RecordList(Timestamp start, long lengthMicroseconds)
    {
        private readonly List<AuditRecord> _records = [new HeaderRecord
        {
            Version = "0.1.0",
            Root = "/srv/archive",
            Start = null,
            End = null,
            Tolerance = TimeSpan.FromMilliseconds(10),
        }];
        private readonly List<StreamRecord> _streams = [];
        private FindingCounts _counts;

        internal void AddStream(string channel, string quality, Action<StreamFindings> add)
        {
            var findings = new StreamFindings(new StreamId(channel, quality), start);
            add(findings);
            foreach (var record in findings.Records)
            {
                if (record is Finding finding) AddFinding(finding);
                else _records.Add(record);
            }

            _streams.Add(findings.Figures(lengthMicroseconds));
            _records.Add(_streams[^1]);
        }

        internal void AddFinding(Finding finding)
        {
            _counts = _counts.Plus(finding);
            _records.Add(finding);
        }

        internal IEnumerable<AuditRecord> Complete() => _records.Append(new SummaryRecord
        {
            Streams = _streams.Count,
            Hours = _streams.Sum(stream => (long)stream.Hours),
            Entries = _streams.Aggregate(default(EntryCounts), (sum, stream) => sum + stream.Entries),
            Microseconds = _streams.Aggregate(default(ClassMicroseconds), (sum, stream) => sum + stream.Microseconds),
            Findings = _counts,
            Complete = _counts.Unreadable == 0,
            Outcome = _counts.Unreadable > 0 ? AuditOutcome.Incomplete : AuditOutcome.Findings,
            Elapsed = TimeSpan.FromSeconds(2),
        });
    }

    /// <summary>What is found in one stream, in time order.</summary>
    private sealed class StreamFindings(StreamId stream, Timestamp start)
    {
        private ClassMicroseconds _microseconds;
        private long _longest;

        internal List<AuditRecord> Records { get; } = [];

        internal void Hole(long afterMicroseconds, long microseconds)
        {
            var range = Range(afterMicroseconds, microseconds);
            Records.Add(new HoleFinding
            {
                Stream = stream,
                Range = range,
                Before = Places.Entry(stream, Segment(range.Start.AddMicroseconds(-2 * Second))),
                After = Places.Entry(stream, Segment(range.End)),
            });
            _microseconds = _microseconds.Plus(CoverageClass.Missing, microseconds);
            _longest = Math.Max(_longest, microseconds);
        }

        internal void Degraded(long afterMicroseconds, long microseconds, CoverageClass @class)
        {
            Records.Add(new DegradedFinding { Stream = stream, Range = Range(afterMicroseconds, microseconds), Class = @class });
            _microseconds = _microseconds.Plus(@class, microseconds);
        }

        internal void Unknown(long afterMicroseconds, long microseconds)
        {
            Records.Add(new UnknownRecord { Stream = stream, Range = Range(afterMicroseconds, microseconds) });
            _microseconds = _microseconds.Plus(CoverageClass.Unknown, microseconds);
        }

        internal void Overlap(long afterMicroseconds, long microseconds)
        {
            var range = Range(afterMicroseconds, microseconds);
            Records.Add(new OverlapFinding { Stream = stream, Range = range, Segment = Places.Entry(stream, Segment(range.Start)) });
        }

        internal void Corrupt(long afterMicroseconds, long microseconds)
        {
            var range = Range(afterMicroseconds, microseconds);
            Records.Add(new CorruptFinding
            {
                File = new CorruptFile
                {
                    Path = Places.Entry(stream, Segment(range.Start)),
                    Range = range,
                    Kind = SegmentKind.Full,
                    IsSelected = true,
                    Causes = [new CorruptCause { Cause = CorruptCauseKind.Hash }],
                },
            });
        }

        internal void Bad(string path, string cause) => Records.Add(new BadNameFinding
        {
            Stream = stream,
            Path = Places.Entry(stream, path),
            Cause = cause,
            Position = 0,
        });

        internal StreamRecord Figures(long lengthMicroseconds) => new()
        {
            Stream = stream,
            Window = new TimeRange(start, start.AddMicroseconds(lengthMicroseconds)),
            Hours = (int)(lengthMicroseconds / Timestamp.MicrosecondsPerHour),
            Entries = new EntryCounts { Selected = lengthMicroseconds / (2 * Second) },
            Microseconds = _microseconds with { Full = lengthMicroseconds - _microseconds.Total },
            Holes = Records.OfType<HoleFinding>().Count(),
            Degraded = Records.OfType<DegradedFinding>().Count(),
            Overlaps = Records.OfType<OverlapFinding>().Count(),
            Discontinuities = Records.OfType<HoleFinding>().Count(),
            LongestHole = TimeSpan.FromMicroseconds(_longest),
        };

        private TimeRange Range(long afterMicroseconds, long microseconds) =>
            new(start.AddMicroseconds(afterMicroseconds), start.AddMicroseconds(afterMicroseconds + microseconds));

        private static string Segment(Timestamp at) =>
            $"{at.Hour}/{SegmentNames.Full(at.ToDateTimeOffset().ToString("mm:ss.ffffff", null))}";
    }
}
