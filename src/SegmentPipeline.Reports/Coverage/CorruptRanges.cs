namespace SegmentPipeline.Reports;

/// <summary>Where corrupt segments of one stream lie, gathered in whatever order they come.</summary>
internal sealed class CorruptRanges
{
    private readonly List<TimeRange> _ranges;

    internal CorruptRanges(IReadOnlyList<TimeRange>? ranges = null) => _ranges = [.. ranges ?? []];

    internal int Count => _ranges.Count;

    /// <summary>Takes a range; one that starts in the same step as the last makes that longer.</summary>
    /// <param name="range">The range.</param>
    /// <param name="step">Length of a step in microseconds; zero for none.</param>
    internal void Add(TimeRange range, long step)
    {
        if (range.IsEmpty) return;
        if (_ranges.Count > 0 && IsSameStep(_ranges[^1].Start, range.Start, step)) _ranges[^1] = Hull(_ranges[^1], range);
        else _ranges.Add(range);
    }

    /// <summary>The ranges in time order. Those that touch are one; so are those that start in the same step, with what lies between
    /// them.</summary>
    /// <param name="step">Length of a step in microseconds; zero for none.</param>
    internal IReadOnlyList<TimeRange> Pooled(long step)
    {
        var pooled = new List<TimeRange>(_ranges.Count);
        foreach (var range in _ranges.OrderBy(range => range.Start))
        {
            if (pooled.Count > 0 && (range.Start <= pooled[^1].End || IsSameStep(pooled[^1].Start, range.Start, step)))
                pooled[^1] = Hull(pooled[^1], range);
            else
                pooled.Add(range);
        }

        return pooled;
    }

    private static TimeRange Hull(TimeRange left, TimeRange right) =>
        new(Timestamp.Min(left.Start, right.Start), Timestamp.Max(left.End, right.End));

    private static bool IsSameStep(Timestamp first, Timestamp second, long step) =>
        step > 0 && first.UnixMicroseconds / step == second.UnixMicroseconds / step;
}
