using SegmentPipeline.Testing;

namespace SegmentPipeline.Expectations.Tests;

/// <summary>What rules say together.</summary>
internal sealed class RuleTests
{
    private static readonly Timestamp Now = Timestamp.Parse("2026-04-01");
    private static readonly TimeRange Day = TimeRange.Parse("2026-03-28", "2026-03-29");
    private static readonly StreamId Source = new("desertbus", "source");

    [Test]
    public void Rules_ThatSayAlways_SayNothing()
    {
        Assert.That(Read(), Is.Null);
        Assert.That(Read(new ExpectationRule { Always = true }), Is.Null);
        Assert.That(Read(new ExpectationRule { Streams = ["other"], Always = true, Never = true }), Is.Null);
    }

    [TestCase("desertbus", true)]
    [TestCase("desert*", true)]
    [TestCase("desertbus/source", true)]
    [TestCase("*/source", true)]
    [TestCase("desertbu?", true)]
    [TestCase("Desertbus", false)]
    [TestCase("desertbus/720p", false)]
    [TestCase("source", false)]
    [TestCase("*", true)]
    public void Rule_OfAPattern_IsAboutItsStreams(string pattern, bool isAbout)
    {
        var expected = Read(new ExpectationRule { Streams = [pattern], Never = true })!.Find(Source, Day);

        Assert.That(expected is not null, Is.EqualTo(isAbout));
        if (isAbout) Assert.That((expected!.Source, expected.Ranges.Count), Is.EqualTo(("never", 0)));
    }

    [TestCase(@"caf\xE9", true)]
    [TestCase(@"*\xE9", true)]
    [TestCase(@"caf\x*/source", true)]
    [TestCase(@"c*f\xE?", true)]
    [TestCase(@"caf\xE8", false)]
    [TestCase("cafxE9", false)]
    public void Rule_OfANameThatIsNoText_IsAboutWhatIsShown(string pattern, bool isAbout)
    {
        var stream = new StreamId(@"caf\xE9", "source");

        var expected = Read(new ExpectationRule { Streams = [pattern], Never = true })!.Find(stream, Day);

        Assert.That(expected is not null, Is.EqualTo(isAbout));
    }

    [Test]
    public void Week_OfTheFirstYear_IsExpectedFromItsThirdDayOn()
    {
        var rule = new ExpectationRule { Weekly = [WeeklyTime.Parse("daily 09:00-17:00"), WeeklyTime.Parse("daily 23:00-22:00")] };

        var expected = Read(rule)!.Find(Source, TimeRange.Parse("0001-01-01", "0001-01-05"))!;

        Assert.That(expected.Ranges, Is.EqualTo([
            TimeRange.Parse("0001-01-03", "0001-01-03T22"),
            TimeRange.Parse("0001-01-03T23", "0001-01-04T22"),
            TimeRange.Parse("0001-01-04T23", "0001-01-05"),
        ]));
    }

    [Test]
    public async Task Audit_WhoseExpectationCannotBeSaid_FailsWithOneSentence()
    {
        using var files = new ExpectationFiles();
        var path = files.WriteCalendar(ExpectationFiles.Event("DTSTART:19900101T000000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY"));
        var tree = new ArchiveTree();
        tree.Hour("1990-01-01T00").File(SegmentNames.Full("00:00"));
        await using var opened = OpenedArchive.Open(tree, ReaderKind.InMemory, Now);
        var request = new AuditRequest { Expectation = Read(new ExpectationRule { Calendars = [path] }), End = Now };

        Assert.That(
            async () => await opened.Archive.AuditAsync(request, new AuditContext()).ToListAsync(),
            Throws.InstanceOf<AuditFailedException>().With.Message.EqualTo("calendar 0.ics: events take place more than 100000 times"));
    }

    [Test]
    public void Sources_OfSeveralRules_AddUp()
    {
        var windows = new ExpectationRule { Windows = [TimeRange.Parse("2026-03-28T01", "2026-03-28T03")], Never = true };
        var weekly = new ExpectationRule { Streams = ["desertbus"], Weekly = [WeeklyTime.Parse("Sat 02:00-04:00")] };

        var expected = Read(windows, weekly)!.Find(Source, Day)!;

        Assert.That(expected.Ranges, Is.EqualTo([TimeRange.Parse("2026-03-28T01", "2026-03-28T04")]));
        Assert.That(expected.Source, Is.EqualTo("windows, weekly"));
        Assert.That(Read(windows, weekly, new ExpectationRule { Always = true })!.Find(Source, Day), Is.Null);
    }

    [Test]
    public void Override_OfWhatIsAlwaysExpected_CutsOut()
    {
        var excuse = Excuse("2026-03-28T10", "2026-03-28T12", isExpected: false, until: "2026-04-01T00:00:00.000001");

        var expected = Read(new ExpectationRule { Overrides = [excuse] })!.Find(Source, Day)!;

        Assert.That(expected.Ranges, Is.EqualTo([TimeRange.Parse("2026-03-28", "2026-03-28T10"), TimeRange.Parse("2026-03-28T12", "2026-03-29")]));
        Assert.That(expected.Source, Is.EqualTo("always, override not expected until 2026-04-01T00:00:00.000001Z: the camera is in repair"));
    }

    [Test]
    public void Override_ThatHasRunOut_IsPassedOver() => Assert.That(
        Read(new ExpectationRule { Overrides = [Excuse("2026-03-28T10", "2026-03-28T12", isExpected: false, until: "2026-04-01")] }), Is.Null);

    [TestCase("2026-03-27", "2026-03-28")]
    [TestCase("2026-03-29", "2026-03-30")]
    public void Override_OfNothingOfTheWindow_IsNotToldOf(string start, string end)
    {
        var rule = new ExpectationRule { Overrides = [Excuse(start, end, isExpected: false, until: "2026-05-01")] };

        Assert.That(Read(rule)!.Find(Source, Day), Is.Null);
        Assert.That(Read(rule, new ExpectationRule { Never = true })!.Find(Source, Day)!.Source, Is.EqualTo("never"));
    }

    [Test]
    public void Overrides_ThatDisagree_TheLaterStands()
    {
        var rule = new ExpectationRule
        {
            Never = true,
            Overrides =
            [
                Excuse("2026-03-28T10", "2026-03-28T14", isExpected: true, until: "2026-05-01"),
                Excuse("2026-03-28T11", "2026-03-28T12", isExpected: false, until: "2026-05-01"),
            ],
        };

        Assert.That(Read(rule)!.Find(Source, Day)!.Ranges,
            Is.EqualTo([TimeRange.Parse("2026-03-28T10", "2026-03-28T11"), TimeRange.Parse("2026-03-28T12", "2026-03-28T14")]));
    }

    [Test]
    public void Reader_OfAFileThatChanges_ReadsItAgain()
    {
        using var files = new ExpectationFiles();
        var path = files.Write("2026-03-28T10,2026-03-28T11\n", "csv");
        var reader = new ExpectationReader();
        var rule = new ExpectationRule { RangeFiles = [path] };

        var before = reader.Read([rule], Now)!.Find(Source, Day)!;
        File.WriteAllText(path, "2026-03-28T10,2026-03-28T12:30\n");
        var after = reader.Read([rule], Now)!.Find(Source, Day)!;

        Assert.That(before.Ranges, Is.EqualTo([TimeRange.Parse("2026-03-28T10", "2026-03-28T11")]));
        Assert.That(after.Ranges, Is.EqualTo([TimeRange.Parse("2026-03-28T10", "2026-03-28T12:30")]));
        Assert.That(after.Source, Is.EqualTo($"ranges {Path.GetFileName(path)}"));
    }

    private static IExpectation? Read(params ExpectationRule[] rules) => new ExpectationReader().Read(rules, Now);

    private static ExpectationOverride Excuse(string start, string end, bool isExpected, string until) => new()
    {
        Range = TimeRange.Parse(start, end),
        Expected = isExpected,
        Reason = "the camera is in repair",
        Until = Timestamp.Parse(until),
    };
}
