namespace SegmentPipeline.Expectations;

/// <summary>The times of a calendar's events. They are found once for the longest window that was asked for, and cut from then
/// on.</summary>
/// <param name="events">The events.</param>
/// <param name="clock">Says how long it takes.</param>
internal sealed class CalendarRanges(IReadOnlyList<EventOccurrences> events, TimeProvider clock) : IExpectedSource
{
    /// <summary>How far back it is gone through where nobody has said yet where audits begin.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromDays(31);

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
            return FixedRanges.Cut(_ranges, window);
        }
    }

    private void Forget()
    {
        lock (_lock) (_known, _ranges) = (default, []);
    }

    /// <summary>Finds them in a longer window: twice as long to the past as so far if need be, since streams begin here and there, but no
    /// longer than asked for where that gives too many.</summary>
    private void Grow(TimeRange window)
    {
        if (_known.IsEmpty)
        {
            Find(window);
            return;
        }

        var both = new TimeRange(Timestamp.Min(window.Start, _known.Start), Timestamp.Max(window.End, _known.End));
        try
        {
            Find(window.Start < _known.Start ? new TimeRange(both.Start - (_known.End - _known.Start), both.End) : both);
        }
        catch (FormatException)
        {
            Find(both);
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
