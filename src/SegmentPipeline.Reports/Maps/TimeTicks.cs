using System.Globalization;

namespace SegmentPipeline.Reports;

/// <summary>A moment that an axis names.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Label">Its name: no longer than what tells it from its neighbours.</param>
public readonly record struct TimeTick(Timestamp Time, string Label);

/// <summary>The round moments of an axis of time, in UTC.</summary>
public static class TimeTicks
{
    private const long Second = Timestamp.MicrosecondsPerSecond;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Week = 7 * Day;

    /// <summary>The epoch was a Thursday; weeks begin on Mondays.</summary>
    private const long FirstMonday = 4 * Day;

    private static readonly long[] Steps =
    [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        Second,
        2 * Second,
        5 * Second,
        10 * Second,
        15 * Second,
        30 * Second,
        Minute,
        2 * Minute,
        5 * Minute,
        10 * Minute, 15 * Minute, 30 * Minute, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 3 * Day, Week, 2 * Week,
    ];

    private static readonly int[] Months = [1, 3, 6, 12, 24, 60, 120, 1_200];

    /// <summary>The moments of a range that are multiples of the shortest step that gives no more of them than asked for; months and years
    /// where days are too many.</summary>
    /// <param name="range">The range; both its ends may be named.</param>
    /// <param name="most">How many at most, at least one.</param>
    /// <param name="isDay">Whether the range is a day like any other, so that dates say nothing.</param>
    public static IReadOnlyList<TimeTick> TicksIn(TimeRange range, int most, bool isDay = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        foreach (var step in Steps)
        {
            if (range.Microseconds / step < most)
                return [.. Multiples(range, step).Select(time => new TimeTick(time, isDay ? TimeOfDay(time, range) : Label(time, step)))];
        }

        return [.. MonthsOf(range, most)];
    }

    private static IEnumerable<Timestamp> Multiples(TimeRange range, long step)
    {
        var start = range.Start.UnixMicroseconds;
        var shift = step % Week == 0 ? FirstMonday : 0;
        var first = start - ((start - shift) % step + step) % step;
        for (var time = first < start ? first + step : first; time <= range.End.UnixMicroseconds; time += step)
            yield return new Timestamp(time);
    }

    // Beyond the year 9999 calendars end, and with them the names of months.
    private static IEnumerable<TimeTick> MonthsOf(TimeRange range, int most)
    {
        var length = range.Microseconds / (30 * Day);
        var step = Months.FirstOrDefault(months => length / months < most, Months[^1]);
        var years = Math.Max(1, step / 12);
        for (var (year, month) = (FirstYear(range.Start) / years * years, 1); ; month += step)
        {
            (year, month) = (year + (month - 1) / 12, (month - 1) % 12 + 1);
            if (year > 9999) yield break;
            if (year < 1) continue;
            var time = Timestamp.FromDateTimeOffset(new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero));
            if (time > range.End) yield break;
            if (time >= range.Start) yield return new TimeTick(time, time.ToString()[..(step < 12 ? 7 : 4)]);
        }
    }

    /// <summary>The year of a moment, or one not long before.</summary>
    private static int FirstYear(Timestamp moment) => (int)Math.Clamp(1969 + moment.UnixMicroseconds / (366 * Day), 0, 9999);

    private static string Label(Timestamp time, long step)
    {
        var (date, clock) = time.ToString().Split('T') is [var left, var right] ? (left, right) : ("", "");
        if (time.UnixMicroseconds % Day == 0) return date;
        return step switch
        {
            >= Minute => clock[..5],
            >= Second => clock[..8],
            >= 1_000 => clock[..12],
            _ => clock[..15],
        };
    }

    private static string TimeOfDay(Timestamp time, TimeRange day)
    {
        var minutes = time.MicrosecondsSince(day.Start) / Minute;
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:D2}:{minutes % 60:D2}");
    }
}
