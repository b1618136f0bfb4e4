namespace SegmentPipeline;

/// <summary>Sets of moments as lists of ranges, in time order, none empty and none touching another's inside.</summary>
internal static class RangeSets
{
    /// <summary>All of time.</summary>
    internal static TimeRange Always { get; } = new(new Timestamp(long.MinValue / 4), new Timestamp(long.MaxValue / 4));

    /// <summary>The moments of any ranges, put in order and joined where they touch.</summary>
    internal static List<TimeRange> Union(IEnumerable<TimeRange> ranges)
    {
        var inOrder = ranges.ToList();
        if (AreApart(inOrder)) return inOrder;
        inOrder.Sort((left, right) => left.Start.CompareTo(right.Start));
        var union = new List<TimeRange>(inOrder.Count);
        foreach (var range in inOrder)
        {
            if (range.IsEmpty) continue;
            if (union.Count > 0 && range.Start <= union[^1].End)
                union[^1] = new TimeRange(union[^1].Start, Timestamp.Max(union[^1].End, range.End));
            else union.Add(range);
        }

        return union;
    }

    /// <summary>Whether they are such a set already, none touching another.</summary>
    private static bool AreApart(List<TimeRange> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].IsEmpty || (i > 0 && ranges[i - 1].End >= ranges[i].Start)) return false;
        }

        return true;
    }

    /// <summary>The moments that lie in both sets.</summary>
    internal static List<TimeRange> Intersect(IReadOnlyList<TimeRange> left, IReadOnlyList<TimeRange> right)
    {
        var shared = new List<TimeRange>();
        for (int i = 0, j = 0; i < left.Count && j < right.Count;)
        {
            var both = left[i].Intersect(right[j]);
            if (!both.IsEmpty) shared.Add(both);
            if (left[i].End <= right[j].End) i++;
            else j++;
        }

        return shared;
    }

    /// <summary>The moments of one set that do not lie in another.</summary>
    internal static List<TimeRange> Subtract(IReadOnlyList<TimeRange> from, IReadOnlyList<TimeRange> what)
    {
        var rest = new List<TimeRange>();
        var next = 0;
        foreach (var range in from)
        {
            while (next < what.Count && what[next].End <= range.Start) next++;
            var start = range.Start;
            for (var i = next; i < what.Count && what[i].Start < range.End; i++)
            {
                if (start < what[i].Start) rest.Add(new TimeRange(start, what[i].Start));
                start = Timestamp.Max(start, what[i].End);
            }

            if (start < range.End) rest.Add(new TimeRange(start, range.End));
        }

        return rest;
    }
}
