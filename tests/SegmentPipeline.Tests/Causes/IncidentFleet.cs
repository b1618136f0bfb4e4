using Bogus;

namespace SegmentPipeline.Tests;

/// <summary>Three copies of some channels in some qualities, an hour of segments of two seconds each, of which an incident takes some. The
/// streams' segments begin at moments of their own, as those of real recorders do.</summary>
internal sealed class IncidentFleet
{
    internal static readonly TimeRange Window = TimeRange.Parse("2026-03-28T10:00:00Z", "2026-03-28T11:00:00Z");

    private const long SegmentLength = 2_000_000;

    private readonly Dictionary<(int Copy, StreamId Stream), List<TimeRange>> _lost = [];
    private readonly Dictionary<StreamId, long> _phases = [];
    private readonly List<AuditRecord> _further = [];
    private readonly List<(StreamId Stream, TimeRange Range)> _sessions = [];

    internal IncidentFleet(Randomizer random, int copies, int channels, int qualities)
    {
        Copies = copies;
        Streams = [.. Enumerable.Range(0, channels).SelectMany(channel => Enumerable.Range(0, qualities).Select(
            quality => new StreamId($"channel{channel}", $"quality{quality}")))];
        foreach (var stream in Streams) _phases[stream] = random.Long(0, SegmentLength - 1);
        Silent = new bool[copies];
    }

    internal int Copies { get; }

    internal IReadOnlyList<StreamId> Streams { get; }

    /// <summary>Which copies do not answer.</summary>
    internal bool[] Silent { get; }

    /// <summary>Loses every segment of a stream in a copy that was being written in a range.</summary>
    /// <returns>The hole.</returns>
    internal TimeRange Lose(int copy, StreamId stream, TimeRange range)
    {
        var phase = _phases[stream];
        var start = Floor(range.Start.MicrosecondsSince(Window.Start) - phase) + phase;
        var end = Floor(range.End.MicrosecondsSince(Window.Start) - phase + SegmentLength - 1) + phase;
        var hole = new TimeRange(Window.Start.AddMicroseconds(Math.Max(0, start)), Window.Start.AddMicroseconds(end));
        if (!_lost.TryGetValue((copy, stream), out var lost)) _lost[(copy, stream)] = lost = [];
        lost.Add(hole);
        return hole;
    }

    /// <summary>Adds a record to the report of the first copy.</summary>
    internal void Add(AuditRecord record) => _further.Add(record);

    internal void AddSession(StreamId stream, TimeRange range) => _sessions.Add((stream, range));

    /// <summary>What the rules find for a hole of the first copy.</summary>
    internal LossCause Find(StreamId stream, TimeRange hole, bool isHole = true)
    {
        var copies = Enumerable.Range(0, Copies).Select(copy => EvidenceOf(copy, isHole)).ToList();
        foreach (var (session, range) in _sessions) copies[0].AddSession(session, range);
        return new CauseFinder(copies[0], copies[1..]).Find(stream, hole, isHole);
    }

    private CopyEvidence EvidenceOf(int copy, bool isHole)
    {
        var evidence = new CopyEvidence();
        if (Silent[copy]) return evidence;
        foreach (var stream in Streams)
        {
            foreach (var hole in _lost.GetValueOrDefault((copy, stream), []))
            {
                evidence.Add(isHole
                    ? new HoleFinding { Stream = stream, Range = hole }
                    : new DegradedFinding { Stream = stream, Range = hole, Class = CoverageClass.Partial });
            }

            evidence.Add(StreamOf(stream));
        }

        if (copy == 0) _further.ForEach(evidence.Add);
        evidence.Add(Summary);
        return evidence;
    }

    internal static StreamRecord StreamOf(StreamId stream) => new()
    {
        Stream = stream,
        Window = Window,
        Hours = 1,
        Entries = new EntryCounts(),
        Microseconds = new ClassMicroseconds(),
        Holes = 0,
        Degraded = 0,
        Overlaps = 0,
        Discontinuities = 0,
        LongestHole = TimeSpan.Zero,
    };

    internal static SummaryRecord Summary { get; } = new()
    {
        Streams = 1,
        Hours = 1,
        Entries = new EntryCounts(),
        Microseconds = new ClassMicroseconds(),
        Findings = new FindingCounts(),
        Complete = true,
        Outcome = AuditOutcome.Success,
        Elapsed = TimeSpan.Zero,
    };

    private static long Floor(long microseconds) =>
        Math.DivRem(microseconds, SegmentLength, out var rest) * SegmentLength - (rest < 0 ? SegmentLength : 0);
}
