namespace SegmentPipeline;

/// <summary>The time in which a stream is expected, and who says so.</summary>
public sealed record ExpectedTime
{
    private readonly IReadOnlyList<TimeRange> _ranges = [];

    /// <summary>What says so, for people: <c>weekly, calendar shows.ics</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The ranges. Given in any order, and be it that they overlap; they are put in order and joined where they touch, and empty
    /// ones are dropped.</summary>
    public required IReadOnlyList<TimeRange> Ranges
    {
        get => _ranges;
        init => _ranges = Joined(value);
    }

    /// <summary>What of it lies in a window.</summary>
    /// <param name="window">The window.</param>
    internal IReadOnlyList<TimeRange> In(TimeRange window)
    {
        var inside = new List<TimeRange>();
        foreach (var range in _ranges)
        {
            var shared = range.Intersect(window);
            if (!shared.IsEmpty) inside.Add(shared);
        }

        return inside;
    }

    private static List<TimeRange> Joined(IReadOnlyList<TimeRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var inOrder = ranges.Where(range => !range.IsEmpty).ToList();
        inOrder.Sort((left, right) => left.Start.CompareTo(right.Start));
        var joined = new List<TimeRange>(inOrder.Count);
        foreach (var range in inOrder)
        {
            if (joined.Count > 0 && range.Start <= joined[^1].End)
                joined[^1] = new TimeRange(joined[^1].Start, Timestamp.Max(joined[^1].End, range.End));
            else joined.Add(range);
        }

        return joined;
    }
}
