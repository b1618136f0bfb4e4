namespace SegmentPipeline.Expectations;

/// <summary>The times of a calendar's events. They are found once for the longest window that was asked for, and cut from then
/// on.</summary>
internal sealed class CalendarRanges(IReadOnlyList<EventOccurrences> events) : IExpectedSource
{
    private readonly Lock _lock = new();
    private TimeRange _known;
    private List<TimeRange> _ranges = [];

    /// <summary>Finds all up to a moment.</summary>
    /// <param name="start">From when on; null for the first event.</param>
    /// <param name="end">Up to when.</param>
    /// <exception cref="FormatException">There are too many, or a rule cannot be followed.</exception>
    internal void Prepare(Timestamp? start, Timestamp end)
    {
        if (events.Count == 0) return;
        var first = start ?? events.Min(one => one.First);
        if (first < end) In(new TimeRange(first, end));
    }

    public IReadOnlyList<TimeRange> In(TimeRange window)
    {
        lock (_lock)
        {
            if (_known.IsEmpty || window.Start < _known.Start || window.End > _known.End) Find(window);
            return FixedRanges.Cut(_ranges, window);
        }
    }

    private void Find(TimeRange window)
    {
        var wanted = _known.IsEmpty
            ? window
            : new TimeRange(Timestamp.Min(window.Start, _known.Start), Timestamp.Max(window.End, _known.End));
        var ranges = new List<TimeRange>();
        try
        {
            foreach (var one in events) one.AddTo(ranges, wanted);
        }
        catch (Exception fault) when (CalendarFaults.IsAboutTheFile(fault))
        {
            throw CalendarFaults.ExceptionFor(fault);
        }

        (_known, _ranges) = (wanted, RangeSets.Union(ranges));
    }
}
