namespace SegmentPipeline.Expectations.Tests;

internal sealed class WeeklyTimeTests
{
    [TestCase("Mon-Fri 09:00-17:00", "Monday,Tuesday,Wednesday,Thursday,Friday", 540, 1020)]
    [TestCase("sat,SUN 22:00-02:00", "Sunday,Saturday", 1320, 1560)]
    [TestCase("Fri-Mon 00:00-24:00", "Sunday,Monday,Friday,Saturday", 0, 1440)]
    [TestCase("daily 23:59-00:00", "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday", 1439, 1440)]
    [TestCase("Wed 06:00-06:00", "Wednesday", 360, 1800)]
    public void TryParse_TimeOfTheWeek_ReadsIt(string text, string days, int start, int end)
    {
        Assert.That(WeeklyTime.TryParse(text, out var time));
        Assert.That(string.Join(',', time!.Days), Is.EqualTo(days));
        Assert.That((time.StartMinute, time.EndMinute), Is.EqualTo((start, end)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Mon")]
    [TestCase("09:00-17:00")]
    [TestCase("Mon 9:00-17:00")]
    [TestCase("Mon 09:00")]
    [TestCase("Mon 09:00-17:00 UTC")]
    [TestCase("Mon 24:00-25:00")]
    [TestCase("Mon 09:60-17:00")]
    [TestCase("Mon 09:00-24:01")]
    [TestCase("Monday 09:00-17:00")]
    [TestCase("Mon-Tue-Wed 09:00-17:00")]
    [TestCase("Mon, Tue 09:00-17:00")]
    [TestCase("Mon 09:00-+7:00")]
    public void TryParse_AnythingElse_RefusesIt(string? text) => Assert.That(WeeklyTime.TryParse(text, out _), Is.False);
}
