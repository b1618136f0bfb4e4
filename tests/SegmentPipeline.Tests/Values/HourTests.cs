namespace SegmentPipeline.Tests.Values;

internal sealed class HourTests
{
    [TestCase("1970-01-01T00", 0)]
    [TestCase("1970-01-01T23", 23)]
    [TestCase("1969-12-31T23", -1)]
    [TestCase("2026-03-28T22", 492_982)]
    [TestCase("2024-02-29T12", 474_780)]
    [TestCase("0001-01-01T00", -17_259_888)]
    [TestCase("9999-12-31T23", 70_389_527)]
    public void TryParse_RealHour_IsTheHoursSinceTheEpochAndComesBack(string text, int hours)
    {
        Assert.That(Hour.TryParse(text, out var hour), Is.True);
        Assert.That(hour.SinceEpoch, Is.EqualTo(hours));
        Assert.That(hour.ToString(), Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("2026-03-28T24")]
    [TestCase("2026-03-00T00")]
    [TestCase("2026-03-32T00")]
    [TestCase("2026-02-29T00")]
    [TestCase("1900-02-29T00")]
    [TestCase("2026-13-01T00")]
    [TestCase("2026-00-01T00")]
    [TestCase("0000-01-01T00")]
    [TestCase("2026-3-28T22")]
    [TestCase("2026-03-28T2")]
    [TestCase("2026-03-28T22:")]
    [TestCase("2026/03/28T22")]
    [TestCase("2026-03-28_22")]
    [TestCase("-026-03-28T22")]
    [TestCase("+026-03-28T22")]
    [TestCase("2026-03-28T+2")]
    [TestCase("２026-03-28T22")]
    [TestCase("2026-03-28T22 ")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.That(Hour.TryParse(text, out _), Is.False);
        Assert.That(Hour.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _), Is.False);
    }

    [TestCase("2026-03-28t22")]
    [TestCase("2026-03-28 22")]
    public void TryParse_DirectoryNameWithoutItsT_IsRefused(string name) =>
        Assert.That(Hour.TryParse(System.Text.Encoding.ASCII.GetBytes(name), out _), Is.False);

    [TestCase("1999-12-31T23", "2000-01-01T00")]
    [TestCase("2024-02-28T23", "2024-02-29T00")]
    [TestCase("2023-02-28T23", "2023-03-01T00")]
    [TestCase("1969-12-31T23", "1970-01-01T00")]
    public void NextAndPrevious_OverABorder_AreNeighbours(string earlier, string later)
    {
        Assert.That(Hour.TryParse(earlier, out var first) & Hour.TryParse(later, out var second), Is.True);

        Assert.That(first.Next, Is.EqualTo(second));
        Assert.That(second.Previous, Is.EqualTo(first));
        Assert.That(first.End, Is.EqualTo(second.Start));
        Assert.That(first.Range.Microseconds, Is.EqualTo(Timestamp.MicrosecondsPerHour));
        Assert.That(first < second && first <= second && second > first && second >= first, Is.True);
    }

    [Test]
    public void EveryDayOfFourCenturies_ComesBackFromItsText()
    {
        Assert.That(Hour.TryParse("1899-12-31T00", out var hour), Is.True);
        var day = new DateTime(1899, 12, 31, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 146_100; i++)
        {
            var text = day.ToString("yyyy-MM-dd'T'HH", System.Globalization.CultureInfo.InvariantCulture);
            if (hour.ToString() != text) Assert.Fail($"{hour} is not {text}");
            day = day.AddDays(1);
            hour = new Hour(hour.SinceEpoch + 24);
        }
    }
}
