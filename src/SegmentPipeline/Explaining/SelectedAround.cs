namespace SegmentPipeline;

/// <summary>Finds selected segments around a moment by reading hours, each alone, outwards.</summary>
internal sealed class SelectedAround(StreamPlan stream, HourReader hours)
{
    /// <summary>The segments that contain a moment.</summary>
    internal IReadOnlyList<Segment> Touching(Timestamp moment) =>
        [.. HoursBetween(moment.Hour.Previous, moment.Hour).SelectMany(SegmentsOf).Where(segment => segment.Range.Contains(moment))];

    /// <summary>The last, in time order, that starts and ends by a moment.</summary>
    internal Segment? Before(Timestamp moment) => First(
        HoursBetween(Hour.Earliest, moment.Hour).Reverse().SelectMany(hour => SegmentsOf(hour).Reverse()),
        segment => segment.Start <= moment && segment.End <= moment);

    /// <summary>The first that starts at a moment or later.</summary>
    internal Segment? From(Timestamp moment) => First(
        HoursBetween(moment.Hour, Hour.Latest).SelectMany(SegmentsOf),
        segment => segment.Start >= moment);

    private static Segment? First(IEnumerable<Segment> segments, Predicate<Segment> isWanted)
    {
        foreach (var segment in segments)
        {
            if (isWanted(segment)) return segment;
        }

        return null;
    }

    private IEnumerable<Hour> HoursBetween(Hour first, Hour last) => stream.Hours.Where(hour => first <= hour && hour <= last);

    private IEnumerable<Segment> SegmentsOf(Hour hour)
    {
        var read = hours.Read(stream, hour).Segments;
        return Enumerable.Range(0, read.Entries.Length).Select(index => new Segment(read, index));
    }
}
