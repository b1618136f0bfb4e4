namespace SegmentPipeline.Scheduling.Tests;

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
    public void Interval_InAnHourThatComesTwice_ComesBothTimes() =>
        Assert.That(
            Next("*/30 * * * *", "Europe/Berlin", "2026-10-24T23:59:00Z", 5),
            Is.EqualTo([
                "2026-10-25T00:00:00Z",
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T01:30:00Z",
                "2026-10-25T02:00:00Z",
            ]));

    [Test]
    public void Interval_OverAnHourThatIsSkipped_GoesOnEvenly() => Assert.That(
        Next("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:29:00Z", 3),
        Is.EqualTo(["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"]));

    // November 2026 begins on a Sunday; its Mondays are 2, 9, 16, 23, 30.
    [TestCase("0 3 1 * MON", "2026-10-31T12:00:00Z", "1 2 9 16 23 30 1")]
    [TestCase("0 3 1,15 * MON", "2026-10-31T12:00:00Z", "1 2 9 15 16 23 30")]
    [TestCase("0 3 2 * 1", "2026-10-31T12:00:00Z", "2 9 16 23 30 2 7", Description = "the day that fits both comes once")]
    [TestCase("0 0 3 13 * FRI", "2026-10-31T12:00:00Z", "6 13 20 27 4 11 13", Description = "with seconds")]
    [TestCase("0 3 1-31 * MON", "2026-10-31T12:00:00Z", "1 2 3 4", Description = "all days written out are a restriction")]
    [TestCase("0 3 13 * 1-7", "2026-10-31T12:00:00Z", "1 2 3 4")]
    [TestCase("0 3 L * MON", "2026-11-20T12:00:00Z", "23 30 7 14 21 28 31")]
    [TestCase("0 3 15W * SUN", "2026-10-31T12:00:00Z", "1 8 15 16 22", Description = "the weekday nearest to the 15th, or a Sunday")]
    [TestCase("0 3 10 * MON#1", "2026-10-31T12:00:00Z", "2 10 7 10")]
    [TestCase("0 3 10 * FRIL", "2026-10-31T12:00:00Z", "10 27 10 25")]
    [TestCase("0 3 */2 * MON", "2026-10-31T12:00:00Z", "9 23 7 21", Description = "an odd day that is a Monday")]
    [TestCase("0 3 1 * */2", "2026-10-31T12:00:00Z", "1 1 1", Description = "a first that is a Sunday, Tuesday, Thursday or Saturday")]
    [TestCase("0 3 ? * MON", "2026-10-31T12:00:00Z", "2 9 16")]
    [TestCase("0 3 1 * ?", "2026-10-31T12:00:00Z", "1 1 1")]
    [TestCase("0 3 31 2 MON", "2026-10-31T12:00:00Z", "1 8 15 22", Description = "a day that never comes leaves the weekday")]
    public void Day_AndWeekday_AreOrAsInCrontab(string cron, string after, string days) =>
        Assert.That(
            Next(cron, "UTC", after, days.Split(' ').Length)
                .Select(moment => int.Parse(moment[8..10], System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(days.Split(' ').Select(int.Parse)));

    [Test]
    public void DayOrWeekday_OnTheNightsOfSummerTime_KeepsItsRules()
    {
        Assert.That(
            Next("30 2 1 * SUN", "Europe/Berlin", "2026-03-28T12:00:00Z", 2),
            Is.EqualTo(["2026-03-29T01:00:00Z", "2026-04-01T00:30:00Z"]));
        Assert.That(
            Next("30 2 25 * SUN", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
            Is.EqualTo(["2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z"]));
    }

    [TestCase("0 0 31 2 *")]
    [TestCase("0 0 30 2 *")]
    [TestCase("0 0 31 4,6,9,11 *")]
    [TestCase("0 0 0 31 FEB ?")]
    [TestCase("0 0 31 2 */2")]
    public void Expression_ThatNeverComesDue_IsRefused(string cron)
    {
        Assert.That(CronSchedule.TryParse(cron, TimeZoneInfo.Utc, out _, out var cause), Is.False);
        Assert.That(cause, Is.EqualTo("it never comes due, since no such day exists"));
    }

    [TestCase("0 0 29 2 *", "2028-02-29T00:00:00Z")]
    [TestCase("0 0 * 2 FRI#5", "2036-02-29T00:00:00Z", Description = "once in 28 years")]
    [TestCase("0 0 31 4,5 *", "2026-05-31T00:00:00Z")]
    [TestCase("@daily", "2026-03-02T00:00:00Z")]
    [TestCase("@hourly", "2026-03-01T13:00:00Z")]
    public void Expression_ThatComesDueSeldomOrByAWord_IsTaken(string cron, string next) =>
        Assert.That(Next(cron, "UTC", "2026-03-01T12:00:00Z", 1), Is.EqualTo([next]));

    [TestCase("")]
    [TestCase("   ")]
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
        Assert.That(
            CronSchedule.TryParse(cron, TimeZoneInfo.FindSystemTimeZoneById(zone), out var schedule, out var cause),
            Is.True,
            cause);
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
