namespace SegmentPipeline.Expectations;

/// <summary>Times of the week.</summary>
internal sealed class WeeklyRanges(IReadOnlyList<WeeklyTime> times, TimeZoneInfo zone) : IExpectedSource
{
    public IReadOnlyList<TimeRange> In(TimeRange window)
    {
        var ranges = new List<TimeRange>();
        var days = 2 + times.Max(time => time.EndMinute) / (24 * 60);
        var last = DateOnly.FromDateTime(LocalTimes.ToLocal(window.End, zone)).AddDays(1);
        var first = DateOnly.FromDateTime(LocalTimes.ToLocal(window.Start, zone)).DayNumber - days;
        for (var day = DateOnly.FromDayNumber(Math.Max(first, DateOnly.MinValue.DayNumber)); day <= last; day = day.AddDays(1))
        {
            foreach (var time in times)
            {
                if (time.Days.Contains(day.DayOfWeek)) Add(ranges, RangeOf(day, time).Intersect(window));
            }
        }

        return RangeSets.Union(ranges);
    }

    private static void Add(List<TimeRange> ranges, TimeRange range)
    {
        if (range.IsEmpty) return;
        var touches = ranges.Count > 0 && ranges[^1].Start <= range.Start && range.Start <= ranges[^1].End;
        if (touches) ranges[^1] = new TimeRange(ranges[^1].Start, Timestamp.Max(ranges[^1].End, range.End));
        else ranges.Add(range);
        if (ranges.Count > SourceBounds.MostRanges) throw new FormatException($"the week gives more than {SourceBounds.MostRanges} ranges");
    }

    /// <summary>Put forward, a clock may show the end before the start.</summary>
    private TimeRange RangeOf(DateOnly day, WeeklyTime time)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var start = LocalTimes.ToMoment(midnight.AddMinutes(time.StartMinute), zone);
        return new TimeRange(start, Timestamp.Max(start, LocalTimes.ToMoment(midnight.AddMinutes(time.EndMinute), zone)));
    }
}
