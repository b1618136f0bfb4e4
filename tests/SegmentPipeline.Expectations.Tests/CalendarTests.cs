namespace SegmentPipeline.Expectations.Tests;

/// <summary>Calendars as people write them.</summary>
internal sealed class CalendarTests
{
    private static readonly TimeRange May = TimeRange.Parse("2026-05-01", "2026-06-01");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private ExpectationFiles _files = null!;

    [SetUp]
    public void SetUp() => _files = new ExpectationFiles();

    [TearDown]
    public void TearDown() => _files.Dispose();

    [Test]
    public void Event_OnceInUtc_IsItsRange() => Assert.That(
        RangesOf(ExpectationFiles.Event("DTSTART:20260502T100000Z", "DTEND:20260502T113000Z")),
        Is.EqualTo([TimeRange.Parse("2026-05-02T10:00", "2026-05-02T11:30")]));

    [Test]
    public void Event_WithoutZone_IsOfTheZoneOfTheRule() => Assert.That(
        RangesOf(ExpectationFiles.Event("DTSTART:20260502T100000", "DTEND:20260502T113000")),
        Is.EqualTo([TimeRange.Parse("2026-05-02T08:00", "2026-05-02T09:30")]));

    [Test]
    public void Event_OfADay_IsTheDayOfTheZoneOfTheRule() => Assert.That(
        RangesOf(ExpectationFiles.Event("DTSTART;VALUE=DATE:20260502", "DTEND;VALUE=DATE:20260504")),
        Is.EqualTo([TimeRange.Parse("2026-05-01T22", "2026-05-03T22")]));

    [Test]
    public void Events_OfOneStart_BothCount() => Assert.That(
        RangesOf(
            ExpectationFiles.Event("DTSTART:20260502T100000Z", "DTEND:20260502T103000Z"),
            ExpectationFiles.Event("DTSTART:20260502T100000Z", "DTEND:20260502T120000Z").Replace("UID:1", "UID:2", StringComparison.Ordinal)),
        Is.EqualTo([TimeRange.Parse("2026-05-02T10:00", "2026-05-02T12:00")]));

    [Test]
    public void Event_Cancelled_IsNotExpected() => Assert.That(
        RangesOf(ExpectationFiles.Event("DTSTART:20260502T100000Z", "DTEND:20260502T113000Z", "STATUS:CANCELLED")), Is.Empty);

    [Test]
    public void Occurrence_ThatWasMoved_IsExpectedWhereItWasMovedTo() => Assert.That(
        RangesOf(
            ExpectationFiles.Event("DTSTART;TZID=Europe/Berlin:20260501T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
            ExpectationFiles.Event("RECURRENCE-ID;TZID=Europe/Berlin:20260508T100000", "DTSTART;TZID=Europe/Berlin:20260509T120000", "DURATION:PT2H")),
        Is.EqualTo([
            TimeRange.Parse("2026-05-01T08", "2026-05-01T09"),
            TimeRange.Parse("2026-05-09T10", "2026-05-09T12"),
            TimeRange.Parse("2026-05-15T08", "2026-05-15T09"),
        ]));

    [Test]
    public void Event_ThatBeganLongBeforeTheWindow_ReachesIn() => Assert.That(
        RangesOf(ExpectationFiles.Event("DTSTART:20260401T000000Z", "DTEND:20260503T000000Z")),
        Is.EqualTo([TimeRange.Parse("2026-05-01", "2026-05-03")]));

    [Test]
    public void Window_ThatGrows_IsLookedThroughAgain()
    {
        var path = _files.WriteCalendar(ExpectationFiles.Event("DTSTART:20260101T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"));
        var calendar = CalendarFile.Read(path, TimeZoneInfo.Utc);

        var first = calendar.In(TimeRange.Parse("2026-05-02", "2026-05-03"));
        var all = calendar.In(May);
        var again = calendar.In(TimeRange.Parse("2026-05-02", "2026-05-03"));

        Assert.That(first, Is.EqualTo([TimeRange.Parse("2026-05-02T10", "2026-05-02T11")]));
        Assert.That(all, Has.Count.EqualTo(31));
        Assert.That(again, Is.EqualTo(first));
    }

    private IEnumerable<TimeRange> RangesOf(params string[] events) => CalendarFile.Read(_files.WriteCalendar(events), Berlin).In(May);
}
