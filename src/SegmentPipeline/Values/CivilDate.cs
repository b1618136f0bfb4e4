namespace SegmentPipeline;

/// <summary>Days since 1970-01-01 and dates of the Gregorian calendar, for any year an hour can name.</summary>
internal static class CivilDate
{
    private const int DaysFromYearZeroToEpoch = 719_468;
    private const int DaysPerEra = 146_097;

    /// <summary>The date that lies <paramref name="days"/> after 1970-01-01.</summary>
    internal static (int Year, int Month, int Day) FromDays(int days)
    {
        // Years are counted from March, so that the leap day is the last of its year; an era is 400 of them.
        var shifted = days + DaysFromYearZeroToEpoch;
        var era = (shifted >= 0 ? shifted : shifted - (DaysPerEra - 1)) / DaysPerEra;
        var dayOfEra = shifted - era * DaysPerEra;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var marchMonth = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        var month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>Days from 1970-01-01 to a date that <see cref="DateTime"/> accepts.</summary>
    internal static int ToDays(int year, int month, int day) =>
        (int)((new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerDay);
}
