namespace SegmentPipeline.Reports;

/// <summary>Goes along the corrupt ranges of a lane, asked about one range after the other, in time order.</summary>
internal struct CorruptCursor
{
    private readonly IReadOnlyList<TimeRange> _ranges;
    private int _next;

    /// <summary>A cursor at the first range that ends after a moment.</summary>
    internal CorruptCursor(IReadOnlyList<TimeRange> ranges, Timestamp from)
    {
        _ranges = ranges;
        var high = ranges.Count;
        while (_next < high)
        {
            var middle = (_next + high) / 2;
            if (ranges[middle].End <= from) _next = middle + 1;
            else high = middle;
        }
    }

    /// <summary>Whether any of the ranges shares time with this one.</summary>
    internal bool IsAnyIn(TimeRange range)
    {
        if (range.IsEmpty) return false;
        while (_next < _ranges.Count && _ranges[_next].End <= range.Start) _next++;
        return _next < _ranges.Count && _ranges[_next].Start < range.End;
    }
}
