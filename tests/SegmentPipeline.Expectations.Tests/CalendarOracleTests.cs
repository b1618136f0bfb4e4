using SegmentPipeline.Testing;

namespace SegmentPipeline.Expectations.Tests;

/// <summary>Calendars against NodaTime: two thousand recurrences in ten zones.</summary>
internal sealed class CalendarOracleTests
{
    private static readonly TimeRange Window = TimeRange.Parse("2024-02-01T03:04:05", "2026-12-01T12:34:56");

    private readonly CaseFloor _ranges = new(10_000);

    private static IEnumerable<int> Hundreds => Seeds.InARow(20);

    [Test]
    public void Calendar_OfRandomRecurrences_IsWhatNodaTimeSays(
        [ValueSource(nameof(Hundreds))] int hundred, [ValueSource(typeof(ZoneOracle), nameof(ZoneOracle.Zones))] string zone)
    {
        using var files = new ExpectationFiles();
        foreach (var seed in Enumerable.Range(hundred * 1000, 10))
        {
            var recurrence = new Recurrence(seed, zone);
            var calendar = CalendarFile.Read(files.WriteCalendar(recurrence.Text), TimeZoneInfo.Utc);

            var ranges = ZoneOracle.Joined(calendar.In(Window), Window);

            Assert.That(ranges, Is.EqualTo(ZoneOracle.Joined(recurrence.Ranges(Window.End), Window)), $"seed {seed}\n{recurrence.Text}");
            _ranges.Count(ranges.Count);
        }
    }

    [Test]
    [DependsOnTest(nameof(Calendar_OfRandomRecurrences_IsWhatNodaTimeSays))]
    public void Ranges_ThatWereCompared_AreMany() => _ranges.Verify();
}
