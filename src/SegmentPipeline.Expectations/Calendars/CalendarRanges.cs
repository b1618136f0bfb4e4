namespace SegmentPipeline.Expectations;

/// <summary>The times of a calendar's events. They are found once for the longest window that was asked for, and cut from then
/// on.</summary>
/// <param name="events">The events.</param>
/// <param name="clock">Says how long it takes.</param>
internal sealed class CalendarRanges(IReadOnlyList<EventOccurrences> events, TimeProvider clock) : IExpectedSource
{
    /// <summary>How far back it is gone through where nobody has said yet where audits begin.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromDays(31);

    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private TimeRange _known;
    private List<TimeRange> _ranges = [];

    /// <summary>Finds all up to a moment, so that what is wrong with the calendar is seen.</summary>
    /// <param name="start">From when on; null if that is not known yet.</param>
    /// <param name="end">Up to when.</param>
    /// <exception cref="FormatException">There are too many, or a rule cannot be followed.</exception>
    internal void Prepare(Timestamp? start, Timestamp end)
    {
        var first = start ?? end - Usual;
        if (first >= end) return;
        In(new TimeRange(first, end));

        // The first stream may begin, and end, long before: then what lies between need not be gone through.
        if (start is null) Forget();
    }

    public IReadOnlyList<TimeRange> In(TimeRange window)
    {
        lock (_lock)
        {
            if (_known.IsEmpty || window.Start < _known.Start || window.End > _known.End) Grow(window);
            return [.. FixedRanges.Cut(_ranges, window).Select(range => range.Intersect(window))];
        }
    }

    private void Forget()
    {
        lock (_lock) (_known, _ranges) = (default, []);
    }

    /// <summary>Finds them in a longer window than is asked for, since the windows of streams begin and end here and there: a day on both
    /// sides, and to the past twice as long as so far if need be; but no longer than asked for where that gives too many.</summary>
    private void Grow(TimeRange window)
    {
        var start = window.Start - Margin;
        if (!_known.IsEmpty)
        {
            if (window.Start < _known.Start) start = Timestamp.Min(start, window.Start - (_known.End - _known.Start));
            window = new TimeRange(Timestamp.Min(window.Start, _known.Start), Timestamp.Max(window.End, _known.End));
        }

        try
        {
            Find(new TimeRange(Timestamp.Min(start, window.Start), window.End + Margin));
        }
        catch (FormatException)
        {
            Find(window);
        }
    }

    private void Find(TimeRange window)
    {
        var ranges = new List<TimeRange>();
        try
        {
            var effort = new CalendarEffort(clock);
            foreach (var one in events) one.AddTo(ranges, window, effort);
        }
        catch (Exception fault) when (CalendarFaults.IsAboutTheFile(fault))
        {
            throw CalendarFaults.ExceptionFor(fault);
        }

        (_known, _ranges) = (window, RangeSets.Union(ranges));
    }
}
