using SegmentPipeline.Hosting.Scheduling;

namespace SegmentPipeline.Hosting.Tests.Scheduling;

internal sealed class CronScheduleTests
{
    [TestCase("0 3 * * *", "UTC", "2026-03-28T03:00:00Z", "2026-03-29T03:00:00Z")]
    [TestCase("0 3 * * *", "UTC", "2026-03-28T02:59:59.999999Z", "2026-03-28T03:00:00Z")]
    [TestCase("0 3 * * *", "Europe/Berlin", "2026-01-15T00:00:00Z", "2026-01-15T02:00:00Z")]
    [TestCase("0 3 * * *", "Europe/Berlin", "2026-07-15T00:00:00Z", "2026-07-15T01:00:00Z")]
    [TestCase("0 3 * * *", "Asia/Kathmandu", "2026-07-15T00:00:00Z", "2026-07-15T21:15:00Z")]
    [TestCase("15 0 3 * * *", "UTC", "2026-07-15T03:00:00Z", "2026-07-15T03:00:15Z")]
    [TestCase("0 4 * * MON", "UTC", "2026-11-24T16:00:00Z", "2026-11-30T04:00:00Z")]
    [TestCase("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    public void Next_AfterAMoment_IsTheFirstByTheClockOfTheZone(string cron, string zone, string after, string next) =>
        Assert.That(Next(cron, zone, after, 1), Is.EqualTo([next]));

    [Test]
    public void FixedTime_InAnHourThatSummerTimeSkips_ComesWhenTheHourEnds() => Assert.That(
        Next("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2), Is.EqualTo(["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]));

    [Test]
    public void FixedTime_InAnHourThatComesTwice_ComesOnce() => Assert.That(
        Next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2), Is.EqualTo(["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]));

    [Test]
    public void Interval_InAnHourThatComesTwice_ComesBothTimes() => Assert.That(
        Next("*/30 * * * *", "Europe/Berlin", "2026-10-24T23:59:00Z", 5),
        Is.EqualTo(["2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"]));

    [Test]
    public void Interval_OverAnHourThatIsSkipped_GoesOnEvenly() => Assert.That(
        Next("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:29:00Z", 3),
        Is.EqualTo(["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"]));

    [TestCase("")]
    [TestCase("0 3 * *")]
    [TestCase("0 25 * * *")]
    [TestCase("a b c d e")]
    [TestCase("0 0 3 * * * *")]
    public void Text_ThatIsNoExpression_IsRefusedWithACause(string cron)
    {
        Assert.That(CronSchedule.TryParse(cron, TimeZoneInfo.Utc, out var schedule, out var cause), Is.False);
        Assert.That(schedule, Is.Null);
        Assert.That(cause, Is.Not.Empty);
    }

    private static List<string> Next(string cron, string zone, string after, int count)
    {
        Assert.That(CronSchedule.TryParse(cron, TimeZoneInfo.FindSystemTimeZoneById(zone), out var schedule, out var cause), Is.True, cause);
        var moments = new List<string>();
        var moment = Timestamp.Parse(after).ToDateTimeOffset();
        while (moments.Count < count)
        {
            moment = schedule!.NextAfter(moment)!.Value;
            moments.Add(moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        return moments;
    }
}
