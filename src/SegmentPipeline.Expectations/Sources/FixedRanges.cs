namespace SegmentPipeline.Expectations;

/// <summary>Ranges that are known.</summary>
/// <param name="ranges">The ranges, in any order.</param>
internal sealed class FixedRanges(IEnumerable<TimeRange> ranges) : IExpectedSource
{
    private readonly List<TimeRange> _ranges = RangeSets.Union(ranges);

    public IReadOnlyList<TimeRange> In(TimeRange window) => Cut(_ranges, window);

    /// <summary>Those of ranges that share time with a window, whole.</summary>
    internal static IReadOnlyList<TimeRange> Cut(List<TimeRange> ranges, TimeRange window)
    {
        var first = FirstEndingAfter(ranges, window.Start);
        var next = first;
        while (next < ranges.Count && ranges[next].Start < window.End) next++;
        return ranges.GetRange(first, next - first);
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
