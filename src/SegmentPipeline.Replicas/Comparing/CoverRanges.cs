namespace SegmentPipeline.Replicas;

/// <summary>What one copy of a stream does not cover of some ranges: what is missing, and what it could not tell. Everything else in them
/// it covers.</summary>
/// <remarks>Ranges are in time order and share nothing.</remarks>
internal sealed class CoverRanges
{
    private readonly List<TimeRange> _missing = [];
    private readonly List<TimeRange> _unknown = [];

    /// <summary>Adds what an audit has told.</summary>
    internal void Add(AuditRecord record)
    {
        if (record is HoleFinding hole) _missing.Add(hole.Range);
        else if (record is UnknownRecord unknown) _unknown.Add(unknown.Range);
    }

    internal void AddMissing(TimeRange range) => _missing.Add(range);

    internal void AddUnknown(TimeRange range) => _unknown.Add(range);

    /// <summary>Adds where in a range the answer may change.</summary>
    internal void AddEdgesIn(TimeRange range, ICollection<Timestamp> edges)
    {
        AddEdges(_missing, range, edges);
        AddEdges(_unknown, range, edges);
    }

    /// <summary>What is so at a moment.</summary>
    internal CoverState StateAt(Timestamp moment) =>
        IsIn(_unknown, moment) ? CoverState.Unknown : IsIn(_missing, moment) ? CoverState.Missing : CoverState.Covered;

    private static void AddEdges(List<TimeRange> ranges, TimeRange within, ICollection<Timestamp> edges)
    {
        for (var at = FirstEndingAfter(ranges, within.Start); at < ranges.Count && ranges[at].Start < within.End; at++)
        {
            if (within.Contains(ranges[at].Start)) edges.Add(ranges[at].Start);
            if (within.Contains(ranges[at].End)) edges.Add(ranges[at].End);
        }
    }

    private static bool IsIn(List<TimeRange> ranges, Timestamp moment)
    {
        var at = FirstEndingAfter(ranges, moment);
        return at < ranges.Count && ranges[at].Start <= moment;
    }

    private static int FirstEndingAfter(List<TimeRange> ranges, Timestamp moment)
    {
        var (low, high) = (0, ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].End > moment) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}

/// <summary>What a copy has of a moment.</summary>
internal enum CoverState
{
    /// <summary>A selected segment covers it.</summary>
    Covered,

    /// <summary>Nothing covers it.</summary>
    Missing,

    /// <summary>What would tell could not be read.</summary>
    Unknown,
}
