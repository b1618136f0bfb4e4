namespace SegmentPipeline;

/// <summary>The figures of a stream as they add up.</summary>
internal sealed class StreamTotals
{
    private int _hours;
    private EntryCounts _entries;
    private FindingCounts _findings;
    private long _longestHole;

    /// <summary>Entries that the lister saw, to balance the fates against.</summary>
    internal long EntriesSeen { get; private set; }

    internal void AddHour(long entriesSeen, EntryCounts fates)
    {
        _hours++;
        EntriesSeen += entriesSeen;
        _entries += fates;
    }

    internal void Count(AuditRecord record)
    {
        if (record is Finding finding) _findings = _findings.Plus(finding);
        if (record is HoleFinding hole) _longestHole = Math.Max(_longestHole, hole.Range.Microseconds);
    }

    internal StreamRecord ToRecord(StreamId stream, WindowResult result) => new()
    {
        Stream = stream,
        Window = result.Window,
        Hours = _hours,
        Entries = _entries,
        Microseconds = result.Microseconds,
        Holes = _findings.Hole,
        Degraded = _findings.Degraded,
        Overlaps = _findings.Overlap,
        Discontinuities = result.Discontinuities,
        LongestHole = TimeSpan.FromMicroseconds(_longestHole),
        LastEnd = result.LastEnd,
    };
}
