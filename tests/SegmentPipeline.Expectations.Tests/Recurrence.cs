using System.Globalization;
using Bogus;
using NodaTime;

namespace SegmentPipeline.Expectations.Tests;

/// <summary>An event that recurs, made up from a seed: its text in a calendar, and when it takes place, found by looking at each day by
/// itself.</summary>
internal sealed class Recurrence
{
    private static readonly string[] Words = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private readonly string _zone;
    private readonly LocalDateTime _start;
    private readonly string _frequency;
    private readonly int _interval;
    private readonly int? _count;
    private readonly Timestamp? _until;
    private readonly long _minutes;
    private readonly HashSet<IsoDayOfWeek> _days = [];
    private readonly HashSet<LocalDateTime> _except = [];

    internal Recurrence(int seed, string zone)
    {
        var random = new Randomizer(seed);
        _zone = zone;
        var date = new LocalDate(2022, 1, 1).PlusDays(random.Int(0, 1400));
        _start = date.At(new LocalTime(random.Int(0, 23), random.ArrayElement([0, 15, 30, 59]), 0));
        _frequency = random.ArrayElement(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
        _interval = random.WeightedRandom([1, 2, 3, 5], [0.6f, 0.2f, 0.1f, 0.1f]);
        _minutes = random.ArrayElement([1, 30, 60, 90, 24 * 60, 49 * 60, random.Int(1, 5000)]);
        if (random.Bool(0.3f)) _count = random.Int(1, 60);
        else if (random.Bool(0.4f)) _until = ZoneOracle.MomentOf(_start.PlusDays(random.Int(0, 900)), zone);
        if (_frequency == "WEEKLY")
        {
            _days.Add(_start.DayOfWeek);
            foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None && random.Bool(0.3f))) _days.Add(day);
        }

        var taken = Starts(new LocalDateTime(2028, 1, 1, 0, 0)).Take(40).ToList();
        foreach (var _ in Enumerable.Range(0, random.Int(0, 3))) _except.Add(random.ListItem(taken));
    }

    /// <summary>As a calendar has it.</summary>
    internal string Text => string.Join("\r\n",
        "BEGIN:VEVENT",
        $"UID:{_start}",
        $"DTSTART{TextOf(_start)}",
        $"DURATION:PT{_minutes}M",
        $"RRULE:FREQ={_frequency};INTERVAL={_interval}{Days}{End}",
        string.Join("\r\n", _except.Select(moment => $"EXDATE{TextOf(moment)}").Append("SUMMARY:x")),
        "END:VEVENT");

    private string Days => _days.Count == 0 ? "" : $";WKST=MO;BYDAY={string.Join(',', _days.Select(day => Words[(int)day % 7]))}";

    private string End => _count is { } count ? $";COUNT={count}"
        : _until is { } until ? $";UNTIL={until.ToDateTimeOffset().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}"
        : "";

    /// <summary>When it takes place up to a moment.</summary>
    internal IEnumerable<TimeRange> Ranges(Timestamp end)
    {
        foreach (var local in Starts(ZoneOracle.LocalOf(end, _zone).PlusDays(3)).Where(local => !_except.Contains(local)))
        {
            var start = ZoneOracle.MomentOf(local, _zone);
            yield return new TimeRange(start, start + TimeSpan.FromMinutes(_minutes));
        }
    }

    private IEnumerable<LocalDateTime> Starts(LocalDateTime end)
    {
        var count = 0;
        for (var day = _start.Date; day <= end.Date && count != _count; day = day.PlusDays(1))
        {
            if (!Recurs(day)) continue;
            var local = day.At(_start.TimeOfDay);
            if (_until is { } until && ZoneOracle.MomentOf(local, _zone) > until) yield break;
            count++;
            yield return local;
        }
    }

    private bool Recurs(LocalDate day)
    {
        var first = _start.Date;
        return _frequency switch
        {
            "DAILY" => Period.DaysBetween(first, day) % _interval == 0,
            "WEEKLY" => _days.Contains(day.DayOfWeek) && Period.DaysBetween(Monday(first), Monday(day)) / 7 % _interval == 0,
            "MONTHLY" => day.Day == first.Day && MonthsBetween(first, day) % _interval == 0,
            _ => day.Day == first.Day && day.Month == first.Month && (day.Year - first.Year) % _interval == 0,
        };
    }

    private static int MonthsBetween(LocalDate first, LocalDate day) => (12 * (day.Year - first.Year)) + day.Month - first.Month;

    private static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    private string TextOf(LocalDateTime local)
    {
        var text = local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        return _zone == "UTC" ? $":{text}Z" : $";TZID={_zone}:{text}";
    }
}
