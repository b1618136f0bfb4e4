namespace SegmentPipeline.Expectations.Tests;

/// <summary>Calendars that somebody made to do harm, or by mistake: each is refused with one sentence.</summary>
internal sealed class HostileCalendarTests
{
    private const string Open = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    private const string Close = "\r\nEND:VCALENDAR\r\n";

    private static readonly string Sixty = string.Join(',', Enumerable.Range(0, 60));
    private static readonly string Day = string.Join(',', Enumerable.Range(0, 24));
    private static readonly string Many = string.Join(',', Enumerable.Repeat(1, 9_000));
    private const string Week = "MO,TU,WE,TH,FR,SA,SU";
    private static readonly Timestamp Now = Timestamp.Parse("2026-05-01");

    private static IEnumerable<TestCaseData> Hostile =>
    [
        new TestCaseData("", "is empty").SetName("{m}(nothing)"),
        new TestCaseData("hello", "BEGIN:VCALENDAR is expected").SetName("{m}(text)"),
        new TestCaseData("BEGIN:VCALENDAR\r\n\0\0", "NUL").SetName("{m}(binary)"),
        new TestCaseData(Open + "BEGIN:VEVENT\r\nDTSTART:20260101T000000Z", "breaks off inside of VEVENT").SetName("{m}(cut)"),
        new TestCaseData(Open + "END:VEVENT" + Close, "ends what has not begun").SetName("{m}(end)"),
        new TestCaseData(Open + string.Concat(Enumerable.Repeat("BEGIN:VEVENT\r\n", 100_000)), "deep").SetName("{m}(deep)"),
        new TestCaseData(Open + "X-A:" + new string('x', 70_000) + Close, "longer than").SetName("{m}(line)"),
        new TestCaseData(Open + "X-A:x" + string.Concat(Enumerable.Repeat("\r\n x", 70_000)) + Close, "longer than").SetName("{m}(folds)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY"), "must not recur secondly").SetName("{m}(secondly)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE:COUNT=5;FREQ=MINUTELY"), "must not recur minutely").SetName("{m}(minutely)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE:FREQ=SECON\r\n DLY"), "must not recur secondly").SetName("{m}(folded)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE:FR\n\tEQ=MINUTELY"), "must not recur minutely").SetName("{m}(folded by a tab)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE;X=\u2028:FREQ=SECONDLY"), "must not recur secondly").SetName("{m}(separator)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=HOURLY"), "more than one RRULE").SetName("{m}(second rule)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "RRULE:FREQ=1"), "more often than hourly").SetName("{m}(number)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", $"RRULE:FREQ=HOURLY;BYSECOND={Sixty}"), "BYSECOND").SetName("{m}(each second)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", $"RRULE:FREQ=YEARLY;BYDAY={Week};BYHOUR={Day};BYMINUTE={Sixty};BYSETPOS=-1"), "BY parts")
            .SetName("{m}(last of all)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", $"RRULE:FREQ=DAILY;BYHOUR={Day};BYMONTH={Many};BYMINUTE={Many};BYDAY={Week}"), "BY parts")
            .SetName("{m}(long lists)"),
        new TestCaseData(Of("DTSTART:00010101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY"), "begins 0001-01-01T00:00:00.000000Z recurs more than 1000000 times")
            .SetName("{m}(since the first year)"),
        new TestCaseData(Of("DTSTART:00010101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY;UNTIL=00020101T000000Z"), "recurs more than 1000000 times")
            .SetName("{m}(in the first year)"),
        new TestCaseData(Of("DTSTART:00010101T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY;BYHOUR=1,2"), "recurs more than 1000000 times")
            .SetName("{m}(twice a day)"),
        new TestCaseData(Of("DTSTART:00010101", "DURATION:P1D", $"RRULE:FREQ=WEEKLY;BYHOUR=1,2;BYDAY={Week}"), "recurs more than 1000000 times")
            .SetName("{m}(weekly)"),
        new TestCaseData(Of("DTSTART:20200101T000000Z", "DURATION:PT1M", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "")
            .SetName("{m}(never)"),
        new TestCaseData(Of("DTSTART:20200101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"), "never comes true")
            .SetName("{m}(hours that never come)"),
        new TestCaseData(Of("SUMMARY:x"), "has no DTSTART").SetName("{m}(no start)"),
        new TestCaseData(Of("DTSTART;TZID=Mars/Olympus:20260101T000000", "DURATION:PT1H"), "Mars/Olympus").SetName("{m}(zone)"),
        new TestCaseData(Of("DTSTART:20261301T000000Z", "DURATION:PT1H"), "").SetName("{m}(month)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"), "").SetName("{m}(interval)"),
        new TestCaseData(Of("DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:NONSENSE"), "").SetName("{m}(rule)"),
    ];

    [TestCaseSource(nameof(Hostile))]
    public void Calendar_ThatIsNone_IsRefusedWithASentence(string content, string fault)
    {
        using var files = new ExpectationFiles();
        var path = files.Write(content, "ics");

        var refused = Assert.Throws<ExpectationException>(() => Read(path))!;

        Assert.That(refused.Faults, Has.Count.EqualTo(1));
        Assert.That(refused.Faults[0], Does.StartWith($"{path}: ").And.Contain(fault));
        Assert.That(refused.Faults[0], Has.Length.LessThan(path.Length + 400));
    }

    [Test]
    public void Calendar_OfHundredMegabytes_IsNotReadToItsEnd()
    {
        using var files = new ExpectationFiles();
        var path = files.Write(Open, "ics");
        using (var file = File.OpenWrite(path)) file.SetLength(100_000_000);

        Assert.That(() => Read(path), Throws.TypeOf<ExpectationException>().With.Message.Contains("longer than 16 MB"));
    }

    [Test]
    public void Calendar_ThatIsADeviceWithoutEnd_IsNotReadToItsEnd() => Assert.That(
        () => Read("/dev/zero"), Throws.TypeOf<ExpectationException>().With.Message.Contains("longer than 16 MB"));

    [Test]
    public void Calendar_ThatIsAskedForTooLongAWindow_RefusesIt()
    {
        using var files = new ExpectationFiles();
        var path = files.WriteCalendar(ExpectationFiles.Event("DTSTART:19900101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY"));
        var expectation = Read(path)!;
        var stream = new StreamId("c", "q");

        Assert.That(expectation.Find(stream, TimeRange.Parse("2020-01-01", "2026-05-01"))!.Ranges, Has.Count.EqualTo(55_488));
        Assert.That(
            () => expectation.Find(stream, TimeRange.Parse("1990-01-01", "2026-05-01")),
            Throws.TypeOf<ExpectationException>().With.Message.Contains("more than 100000 times"));
    }

    [TestCase("PT1S")]
    [TestCase("PT0S")]
    public void Calendar_OfEventsThatTakePlaceTooOftenTogether_IsRefused(string duration)
    {
        using var files = new ExpectationFiles();
        var one = ExpectationFiles.Event("DTSTART:20260401T000000Z", $"DURATION:{duration}", $"RRULE:FREQ=HOURLY;BYMINUTE={Sixty}");

        Assert.That(Read(files.WriteCalendar(one, one)), Is.Not.Null);
        Assert.That(
            () => Read(files.WriteCalendar(one, one, one)),
            Throws.TypeOf<ExpectationException>().With.Message.Contains("more than 100000 times"));
    }

    [TestCase("DAILY")]
    [TestCase("WEEKLY")]
    [TestCase("MONTHLY")]
    [TestCase("YEARLY")]
    [TestCase("HOURLY;INTERVAL=24")]
    public void Calendar_OfOldEventsThatAreSeldom_IsRead(string rule)
    {
        using var files = new ExpectationFiles();

        Assert.That(Read(files.Write(Of("DTSTART:00010105T000000Z", "DURATION:PT1M", $"RRULE:FREQ={rule}"), "ics")), Is.Not.Null);
    }

    [Test]
    public void Calendar_ThatTakesTooLong_IsGivenUp()
    {
        using var files = new ExpectationFiles();
        var path = files.Write(Of("DTSTART:20260401T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY"), "ics");
        var window = TimeRange.Parse("2026-04-01", "2026-05-01");

        Assert.That(CalendarFile.Read(path, TimeZoneInfo.Utc, new SteppingClock(0.3)).In(window), Has.Count.EqualTo(30));
        Assert.That(
            () => CalendarFile.Read(path, TimeZoneInfo.Utc, new SteppingClock(0.4)).In(window),
            Throws.TypeOf<FormatException>().With.Message.EqualTo("takes longer than 10 seconds to go through"));
    }

    [Test]
    public void Calendar_OfTooManyEvents_IsRefused()
    {
        using var files = new ExpectationFiles();
        var one = ExpectationFiles.Event("DTSTART:20260101T000000Z", "DURATION:PT1H");
        var path = files.WriteCalendar([.. Enumerable.Repeat(one, 10_001)]);

        Assert.That(() => Read(path), Throws.TypeOf<ExpectationException>().With.Message.Contains("more than 10000 events"));
    }

    [Test]
    public void Calendars_ThatAreNotThere_AreNamedAllAtOnce()
    {
        using var files = new ExpectationFiles();
        var rule = new ExpectationRule { Calendars = ["a.ics", "."], RangeFiles = ["c.csv"] };

        var refused = Assert.Throws<ExpectationException>(() => new ExpectationReader(files.Path).Read([rule], Now))!;

        Assert.That(refused.Faults, Is.EqualTo([
            "a.ics: cannot be read: there is no such file",
            ".: cannot be read: it is a directory",
            "c.csv: cannot be read: there is no such file",
        ]));
    }

    private static IExpectation? Read(string path) => new ExpectationReader().Read([new ExpectationRule { Calendars = [path] }], Now);

    private static string Of(params string[] lines) => Open + ExpectationFiles.Event(lines) + Close;

    /// <summary>Each look at it takes a while.</summary>
    private sealed class SteppingClock(double secondsOfALook) : TimeProvider
    {
        private int _looks;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(_looks++ * secondsOfALook * TimestampFrequency);
    }
}
