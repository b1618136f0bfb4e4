namespace SegmentPipeline.Expectations.Tests;

/// <summary>Calendars that somebody made to do harm, or by mistake: each is refused with one sentence.</summary>
internal sealed class HostileCalendarTests
{
    private const string Open = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    private const string Close = "\r\nEND:VCALENDAR\r\n";

    private static readonly string Sixty = string.Join(',', Enumerable.Range(0, 60));
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
        new TestCaseData(Of("DTSTART:20200101T000000Z", "DURATION:PT1S", $"RRULE:FREQ=HOURLY;BYMINUTE={Sixty};BYSECOND={Sixty}"), "more than 100000 times")
            .SetName("{m}(each second)"),
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
}
