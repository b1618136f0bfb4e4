using Bogus;
using NodaTime;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Expectations.Tests;

/// <summary>Times of the week against NodaTime, through daylight saving both ways.</summary>
internal sealed class WeeklyOracleTests
{
    private static readonly TimeRange Window = TimeRange.Parse("2024-01-01T00:00:00.5", "2026-12-01T12:34:56");

    [Test]
    public void Week_InTenZones_IsWhatNodaTimeSays([ValueSource(typeof(ZoneOracle), nameof(ZoneOracle.Zones))] string zone)
    {
        foreach (var seed in Seeds.InARow(40))
        {
            var random = new Randomizer(seed);
            var times = Enumerable.Range(0, random.Int(1, 3)).Select(_ => TimeOf(random)).ToList();
            var source = new WeeklyRanges(times, TimeZoneInfo.FindSystemTimeZoneById(zone));

            var ranges = ZoneOracle.Joined(source.In(Window), Window);

            Assert.That(ranges, Is.EqualTo(Expected(times, zone)), $"seed {seed}: {string.Join("; ", times.Select(TextOf))}");
            Assert.That(ranges, Has.Count.GreaterThan(0));
        }
    }

    [TestCase("02:30-03:30", "2026-03-29T01:30", "2026-03-29T01:30")]
    [TestCase("01:30-02:30", "2026-03-29T00:30", "2026-03-29T01:30")]
    [TestCase("01:30-03:30", "2026-03-29T00:30", "2026-03-29T01:30")]
    [TestCase("02:30-03:30", "2026-10-25T00:30", "2026-10-25T02:30")]
    [TestCase("01:30-02:30", "2026-10-24T23:30", "2026-10-25T00:30")]
    public void Week_WhereBerlinsClocksChange_FollowsTheRule(string times, string start, string end)
    {
        var midnight = Timestamp.Parse(start[..10]);
        var day = new TimeRange(midnight - TimeSpan.FromHours(2), midnight + TimeSpan.FromHours(26));
        var source = new WeeklyRanges([WeeklyTime.Parse($"Sun {times}")], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        TimeRange[] expected = start == end ? [] : [TimeRange.Parse(start, end)];
        Assert.That(source.In(day), Is.EqualTo(expected));
    }

    [Test]
    public void Week_AllOfIt_IsOneRange()
    {
        var source = new WeeklyRanges([WeeklyTime.Parse("daily 00:00-24:00")], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.That(source.In(Window), Is.EqualTo([Window]));
    }

    private static WeeklyTime TimeOf(Randomizer random)
    {
        var start = random.Int(0, 1439);
        return new WeeklyTime
        {
            Days = [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Bool()).DefaultIfEmpty(DayOfWeek.Sunday)],
            StartMinute = start,
            EndMinute = start + random.Int(1, 1440),
        };
    }

    private static List<TimeRange> Expected(List<WeeklyTime> times, string zone)
    {
        var ranges = new List<TimeRange>();
        for (var day = new LocalDate(2023, 12, 25); day < new LocalDate(2026, 12, 10); day = day.PlusDays(1))
        {
            foreach (var time in times.Where(time => time.Days.Contains((DayOfWeek)((int)day.DayOfWeek % 7))))
            {
                var start = ZoneOracle.MomentOf(day.AtMidnight().PlusMinutes(time.StartMinute), zone);
                var end = ZoneOracle.MomentOf(day.AtMidnight().PlusMinutes(time.EndMinute), zone);
                if (start < end) ranges.Add(new TimeRange(start, end));
            }
        }

        return ZoneOracle.Joined(ranges, Window);
    }

    private static string TextOf(WeeklyTime time) => $"{string.Join(',', time.Days)} {time.StartMinute}-{time.EndMinute}";
}
