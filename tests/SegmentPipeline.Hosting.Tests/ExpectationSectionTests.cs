using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting.Tests;

/// <summary>What is expected, as a configuration says it.</summary>
internal sealed class ExpectationSectionTests
{
    private static readonly StreamId Stream = new("desertbus", "source");
    private static readonly TimeRange Saturday = TimeRange.Parse("2026-03-28", "2026-03-29");

    [Test]
    public void Rules_OfAllKeys_AreRead()
    {
        var (options, faults) = Sections.Read("""
            {
              "expect": [
                {
                  "streams": ["desertbus", "*/720p"], "always": false, "never": true, "zone": "Europe/Berlin",
                  "windows": ["2026-03-28T01/2026-03-28T02:30"], "weekly": "Sat 10:00-12:00", "calendar": "a.ics", "ranges": ["b.csv", "c.ndjson"],
                  "override": [{ "start": "2026-03-28", "end": "2026-03-29", "expected": false, "reason": "repair", "until": "2026-04-01" }]
                },
                { "ALWAYS": true }
              ]
            }
            """);

        Assert.That(faults, Is.Empty);
        var rule = options.Expect[0];
        Assert.That(options.Expect, Has.Count.EqualTo(2));
        Assert.That(rule.Streams, Is.EqualTo(["desertbus", "*/720p"]));
        Assert.That((rule.Always, rule.Never, rule.Zone.Id), Is.EqualTo((false, true, "Europe/Berlin")));
        Assert.That(rule.Windows, Is.EqualTo([TimeRange.Parse("2026-03-28T01", "2026-03-28T02:30")]));
        Assert.That(rule.Weekly.Single().StartMinute, Is.EqualTo(600));
        Assert.That((rule.Calendars.Single(), string.Join(',', rule.RangeFiles)), Is.EqualTo(("a.ics", "b.csv,c.ndjson")));
        Assert.That(rule.Overrides.Single(), Is.EqualTo(new ExpectationOverride
        {
            Range = Saturday,
            Expected = false,
            Reason = "repair",
            Until = Timestamp.Parse("2026-04-01"),
        }));
        Assert.That(options.Expect[1].Always);
    }

    [TestCase("""{"expect":[{"wekly":"Sat 10:00-12:00"}]}""", "expect: 0:wekly: no such key; did you mean weekly?")]
    [TestCase("""{"expect":[{}]}""", "expect: 0: the rule says nothing")]
    [TestCase("""{"expect":[{"streams":["a"]}]}""", "expect: 0: the rule says nothing")]
    [TestCase("""{"expect":[{"weekly":"Sat 10-12"}]}""", "expect: 0:weekly: 'Sat 10-12' is no time of the week; write Mon-Fri 09:00-17:00")]
    [TestCase("""{"expect":[{"windows":["2026-03-28"]}]}""", "expect: 0:windows: '2026-03-28' is no range; write START/END")]
    [TestCase("""{"expect":[{"windows":["2026-03-28T02/2026-03-28T01"]}]}""", "expect: 0:windows: '2026-03-28T02/2026-03-28T01' ends before its start")]
    [TestCase("""{"expect":[{"never":true,"zone":"Mars/Olympus"}]}""", "expect: 0:zone: this machine knows no time zone")]
    [TestCase("""{"expect":[{"override":[{"start":"2026-03-28","end":"2026-03-29","expected":true,"until":"2026-04-01"}]}]}""", "expect: 0:override:0: it needs all of start, end, expected, reason, until")]
    [TestCase("""{"expect":[{"override":[{"start":"2026-03-29","end":"2026-03-28","expected":true,"reason":"x","until":"2026-04-01"}]}]}""", "expect: 0:override:0: it ends")]
    [TestCase("""{"expect":{"weekly":"Sat 10:00-12:00"}}""", "expect: rules: a list of sections is expected")]
    [TestCase("""{"expect":["x"]}""", "expect: rules: a list of sections is expected")]
    public void Rules_WithAFault_AreRefused(string json, string fault)
    {
        var (options, faults) = Sections.Read(json);

        Assert.That(faults.Single(), Does.StartWith(fault));
        Assert.That((options.Expect.Count, options.ExpectFile), Is.EqualTo((0, (string?)null)));
    }

    [Test]
    public void File_ThatIsNamed_IsReadForTheRequest()
    {
        var directory = Directory.CreateTempSubdirectory("pipeline-expect-").FullName;
        File.WriteAllText(Path.Combine(directory, "expect.json"), """{"$schema":"x","expect":[{"ranges":"a.csv"}]}""");
        File.WriteAllText(Path.Combine(directory, "a.csv"), "2026-03-28T10,2026-03-28T11\n");
        var options = Sections.Read("""{"expect":"expect.json"}""").Options;
        options.ExpectDirectory = directory;

        var expected = options.ToAuditRequest().Expectation!.Find(Stream, Saturday)!;

        Assert.That(options.Validate(), Is.Empty);
        Assert.That(expected.Ranges, Is.EqualTo([TimeRange.Parse("2026-03-28T10", "2026-03-28T11")]));
        File.WriteAllText(Path.Combine(directory, "a.csv"), "soon\n");
        Assert.That(options.Validate(), Is.EqualTo(["expect: a.csv: line 1: it has no start and end"]));
        Assert.That(() => options.ToAuditRequest(), Throws.TypeOf<AuditFailedException>().With.Message.Contains("a.csv"));
        Directory.Delete(directory, recursive: true);
    }

    [TestCase("""{"expect":[{"never":true}],"tolerance":"1s"}""", "tolerance: no such key; the one key is expect")]
    [TestCase("""{}""", "expect: it is not there")]
    [TestCase("""[]""", "is not JSON")]
    [TestCase("""{"expect":[{"nevr":true}]}""", "0:nevr: no such key; did you mean never?")]
    public void File_ThatIsNone_IsRefused(string json, string fault)
    {
        var directory = Directory.CreateTempSubdirectory("pipeline-expect-").FullName;
        File.WriteAllText(Path.Combine(directory, "expect.json"), json);

        var faults = new AuditOptions { ExpectFile = "expect.json", ExpectDirectory = directory }.Validate();

        Assert.That(faults.Single(), Does.StartWith("expect: expect.json: ").And.Contain(fault));
        Directory.Delete(directory, recursive: true);
    }

    [TestCase("""{"expect":[]}""")]
    [TestCase("""{"expect":null}""")]
    [TestCase("""{"expect":[{"always":true}]}""")]
    [TestCase("{}")]
    public void Rules_ThatSayAlways_AskForNothingElse(string json) =>
        Assert.That(Sections.Read(json).Options.ToAuditRequest().Expectation, Is.Null);
}
