namespace SegmentPipeline.Testing;

/// <summary>The playable sequence of a range, by the letter of semantics §3.</summary>
internal static class NaiveSequence
{
    /// <summary>A segment, or a hole with its bounds and reason.</summary>
    internal sealed record Item(NaiveSegment? Segment, TimeRange Hole, HoleReason Reason);

    /// <summary>What is played of <paramref name="selected"/>, the best segments of the stream in time order.</summary>
    internal static List<Item> Of(IEnumerable<NaiveSegment> selected, long start, long end, long tolerance) =>
        Of(selected, start, end, tolerance, out _);

    /// <summary>The same, with the start of the hour behind which nothing can matter any more.</summary>
    internal static List<Item> Of(IEnumerable<NaiveSegment> selected, long start, long end, long tolerance, out long lastHour)
    {
        var items = new List<Item>();
        lastHour = long.MaxValue;
        NaiveSegment? previous = null;
        foreach (var segment in selected.Where(s => IsRead(s, start, end)).OrderBy(s => s.Start))
        {
            if (previous is null)
            {
                if (segment.Start <= start && start < segment.End) Accept(segment);
                else if (start < segment.Start && segment.Start < end)
                {
                    AddHole(start, segment.Start, HoleReason.Leading);
                    Accept(segment);
                }
            }
            else
            {
                var gap = segment.Start - previous.End;
                if (gap < -tolerance) continue;
                var isHole = !previous.IsFull || gap > tolerance;
                if (isHole && segment.Start >= end)
                {
                    lastHour = segment.HourStart;
                    break;
                }

                if (isHole) AddHole(previous.End, segment.Start, previous.IsFull ? HoleReason.Gap : HoleReason.AfterPartial);
                Accept(segment);
            }

            if (previous is not null && end <= previous.End)
            {
                lastHour = previous.HourStart;
                break;
            }
        }

        if (previous is null) AddHole(start, end, HoleReason.Empty);
        else if (!previous.IsFull || previous.End < end) AddHole(previous.End, end, HoleReason.Trailing);
        return items;

        void Accept(NaiveSegment segment)
        {
            items.Add(new Item(segment, default, default));
            previous = segment;
        }

        void AddHole(long from, long to, HoleReason reason) => items.Add(new Item(null, NaiveText.Range(from, to), reason));
    }

    /// <summary>Whether the segment lies in an hour from the one before the start's to the end's.</summary>
    private static bool IsRead(NaiveSegment segment, long start, long end) =>
        segment.HourStart >= new Timestamp(start).Hour.Previous.Start.UnixMicroseconds
        && segment.HourStart <= new Timestamp(end).Hour.Start.UnixMicroseconds;
}
