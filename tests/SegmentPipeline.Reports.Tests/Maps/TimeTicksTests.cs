namespace SegmentPipeline.Reports.Tests.Maps;

internal sealed class TimeTicksTests
{
    [TestCase("2026-03-28T18:00:00Z", "2026-03-29T06:00:00Z", 5, "18:00 21:00 2026-03-29 03:00 06:00")]
    [TestCase(
        "2026-03-28T22:00:00.5Z",
        "2026-03-28T22:00:01.1Z",
        8,
        "22:00:00.500 22:00:00.600 22:00:00.700 22:00:00.800 22:00:00.900 22:00:01.000 22:00:01.100"
    )]
    [TestCase("2026-03-28T22:00:00Z", "2026-03-28T22:00:00.000003Z", 9, "22:00:00.000000 22:00:00.000001 22:00:00.000002 22:00:00.000003")]
    [TestCase("2026-01-15T00:00:00Z", "2026-06-15T00:00:00Z", 6, "2026-02 2026-03 2026-04 2026-05 2026-06")]
    [TestCase("2016-03-01T00:00:00Z", "2026-03-01T00:00:00Z", 6, "2018 2020 2022 2024 2026")]
    [TestCase("1969-12-31T22:00:00Z", "1970-01-01T02:00:00Z", 5, "22:00 23:00 1970-01-01 01:00 02:00")]
    [TestCase("1965-06-01T00:00:00Z", "1968-06-01T00:00:00Z", 4, "1966 1967 1968")]
    public void Of_ARange_AreItsRoundMoments(string start, string end, int most, string labels) =>
        Assert.That(string.Join(' ', TimeTicks.TicksIn(TimeRange.Parse(start, end), most).Select(tick => tick.Label)), Is.EqualTo(labels));

    [Test]
    public void Of_ADay_AreTimesFromMidnightToMidnight() =>
        Assert.That(
            TimeTicks.TicksIn(TimeRange.Parse("2026-03-28T00", "2026-03-29T00"), 9, isDay: true).Select(tick => tick.Label),
            Is.EqualTo(["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "24:00"]));

    [Test]
    public void Of_RangesOfEveryLength_AreInsideAndNoMoreThanAskedForAndOne()
    {
        var start = Timestamp.Parse("2024-02-28T23:59:59.999999Z");
        for (long length = 1; length < 400L * 365 * 24 * Timestamp.MicrosecondsPerHour; length = (length * 3) + 1)
        {
            var range = new TimeRange(start, start.AddMicroseconds(length));
            var ticks = TimeTicks.TicksIn(range, 10);

            Assert.That(ticks, Has.Count.LessThanOrEqualTo(11), range.ToString());
            Assert.That(ticks.Select(tick => tick.Time), Is.Ordered.And.All.InRange(range.Start, range.End), range.ToString());
        }
    }
}
