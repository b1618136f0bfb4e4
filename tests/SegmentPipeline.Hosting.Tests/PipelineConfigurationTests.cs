namespace SegmentPipeline.Hosting.Tests;

internal sealed class PipelineConfigurationTests
{
    [Test]
    public void Section_WithEveryKey_IsReadWhole()
    {
        var (options, faults) = Sections.Read("""
            {
              "root": "/srv/archive", "channels": ["a", "b"], "qualities": ["source"], "exclude": ["*/chat"],
              "start": "2026-03-28T22", "end": "2026-03-29T00:30:00+01:00", "tolerance": "20ms", "settle": "1h",
              "format": "ndjson", "output": "report.ndjson", "hours": true, "failOn": "overlap", "parallelism": 3,
              "deterministic": true, "quiet": true, "ledger": "pipeline.db", "budget": "20m", "retention": "48h"
            }
            """);

        Assert.That(faults, Is.Empty);
        Assert.That(Sections.Describe(options), Is.EqualTo(Sections.Describe(new PipelineOptions
        {
            Root = "/srv/archive",
            Channels = ["a", "b"],
            Qualities = ["source"],
            Exclude = ["*/chat"],
            Start = Timestamp.Parse("2026-03-28T22"),
            End = Timestamp.Parse("2026-03-28T23:30:00Z"),
            Tolerance = TimeSpan.FromMilliseconds(20),
            Settle = TimeSpan.FromHours(1),
            Format = ReportFormat.Ndjson,
            Output = "report.ndjson",
            Hours = true,
            FailOn = FailOn.Overlap,
            Parallelism = 3,
            Deterministic = true,
            Quiet = true,
            Ledger = "pipeline.db",
            Budget = TimeSpan.FromMinutes(20),
            Retention = TimeSpan.FromHours(48),
        })));
    }

    [TestCase("{}")]
    [TestCase("""{"root":null,"exclude":null,"start":null,"tolerance":null,"parallelism":null,"hours":null}""")]
    public void Section_ThatSaysNothing_LeavesTheDefaults(string json)
    {
        var (options, faults) = Sections.Read(json);

        Assert.That(faults, Is.Empty);
        Assert.That(Sections.Describe(options), Is.EqualTo(Sections.Describe(new PipelineOptions())));
    }

    [TestCase("10m", 600_000_000L)]
    [TestCase("0", 0L)]
    [TestCase("off", null)]
    public void Silence_DurationOrOff_IsRead(string text, long? microseconds)
    {
        var (options, faults) = Sections.Read($$"""{"silence":"{{text}}"}""");

        Assert.That(faults, Is.Empty);
        Assert.That(options.ToAuditRequest().Silence, Is.EqualTo(microseconds is { } most ? TimeSpan.FromMicroseconds(most) : null));
    }

    [TestCase("""{"start":"-2h"}""", "2026-03-28T20", null)]
    [TestCase("""{"start":"2026-03-28T21:30","end":"now"}""", "2026-03-28T21:30:00Z", "2026-03-28T22")]
    [TestCase("""{"last":"24h"}""", "2026-03-27T22", "2026-03-28T22")]
    [TestCase("""{"last":"2.00:00:00","end":"-1h"}""", "2026-03-26T21", "2026-03-28T21")]
    public void Window_ToldFromNow_IsThatOfTheClock(string json, string start, string? end)
    {
        var (options, faults) = Sections.Read(json);

        var request = options.ToAuditRequest(
            new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Timestamp.Parse("2026-03-28T22").ToDateTimeOffset()));

        Assert.That(faults, Is.Empty);
        Assert.That(
            (request.Start, request.End),
            Is.EqualTo(((Timestamp?)Timestamp.Parse(start), end is null ? null : (Timestamp?)Timestamp.Parse(end))));
    }

    [Test]
    public void Last_WithAStart_IsRefused() => Assert.That(
        PipelineConfiguration.Validate(Sections.Read("""{"last":"24h","start":"2026-03-28T22"}""").Options),
        Is.EqualTo(["a window has a start or is the last of its time; leave out one of them"]));

    [Test]
    public void Exclude_ThatIsEmpty_LeavesTheDefault() =>
        Assert.That(Sections.Read("""{"exclude":[]}""").Options.ToAuditRequest().Exclude, Is.EqualTo(AuditDefaults.Exclude));

    [Test]
    public void Exclude_WithoutTheDefault_IsAllThatIsLeftOut() =>
        Assert.That(Sections.Read("""{"exclude":["a"],"defaultExcludes":false}""").Options.ToAuditRequest().Exclude, Is.EqualTo(["a"]));

    [TestCase("0", 0)]
    [TestCase("1us", 1)]
    [TestCase("1µs", 1)]
    [TestCase("250us", 250)]
    [TestCase("0.25ms", 250)]
    [TestCase("10ms", 10_000)]
    [TestCase("10.001ms", 10_001)]
    [TestCase("1.5s", 1_500_000)]
    [TestCase("0.000001s", 1)]
    [TestCase("1.000000000s", 1_000_000)]
    [TestCase("2m", 120_000_000)]
    [TestCase("0.1m", 6_000_000)]
    [TestCase("1h", 3_600_000_000L)]
    [TestCase("0.0000000005h", null)]
    [TestCase("1000000h", 3_600_000_000_000_000L)]
    [TestCase("1000001h", null)]
    [TestCase("0.0000001s", null)]
    [TestCase("1.5us", null)]
    [TestCase("10", null)]
    [TestCase("-1", null)]
    [TestCase("-1ms", null)]
    [TestCase("+1ms", null)]
    [TestCase("1e3us", null)]
    [TestCase("1 ms", null)]
    [TestCase(" 1ms", null)]
    [TestCase("1.s", null)]
    [TestCase(".5s", null)]
    [TestCase("1.2.3s", null)]
    [TestCase("1MS", null)]
    [TestCase("ms", null)]
    [TestCase("nan", null)]
    [TestCase("99999999999999999999999999us", null)]
    public void Duration_Written_IsExactOrRefused(string text, long? microseconds)
    {
        var (options, faults) = Sections.Read($$"""{"tolerance":"{{text}}"}""");

        Assert.That(faults, microseconds is null
            ? Is.EqualTo([$"tolerance: '{text}' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h"])
            : Is.Empty);
        Assert.That(options.Tolerance, Is.EqualTo(microseconds is { } read ? TimeSpan.FromMicroseconds(read) : AuditDefaults.Tolerance));
    }

    [TestCase("""{"tolerence":"1ms"}""", "tolerence: no such key; did you mean tolerance?")]
    [TestCase("""{"fail-on":"hole"}""", "fail-on: no such key; did you mean failOn?")]
    [TestCase(
        """{"zzz":1}""",
        "zzz: no such key; the keys are root, channels, qualities, exclude, defaultExcludes, start, end, last, tolerance, settle, silence, format, output, hours, failOn, trust, expect, parallelism, deterministic, quiet, ledger, budget, retention"
    )]
    [TestCase("""{"root":""}""", "root: the value is empty")]
    [TestCase("""{"root":["a"]}""", "root: one value is expected, not a list or a section")]
    [TestCase("""{"root":{"a":1}}""", "root: one value is expected, not a list or a section")]
    [TestCase("""{"channels":"a"}""", "channels: 'a' is not a list")]
    [TestCase("""{"channels":{"a":"b"}}""", "channels: a list has no key a")]
    [TestCase("""{"channels":["a",""]}""", "channels: item 1 is not a name")]
    [TestCase("""{"channels":[["a"]]}""", "channels: item 0 is not a name")]
    [TestCase(
        """{"start":"yesterday"}""",
        "start: 'yesterday' is not a time; write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22"
    )]
    [TestCase("""{"format":"xml"}""", "format: 'xml' is none of text, ndjson, json, csv, parquet")]
    [TestCase("""{"format":"1"}""", "format: '1' is none of text, ndjson, json, csv, parquet")]
    [TestCase("""{"failOn":"holes"}""", "failOn: 'holes' is none of none, hole, corrupt, degraded, overlap, any")]
    [TestCase("""{"parallelism":0}""", "parallelism: '0' is not a whole number from 1 to 256")]
    [TestCase("""{"parallelism":257}""", "parallelism: '257' is not a whole number from 1 to 256")]
    [TestCase("""{"parallelism":1.5}""", "parallelism: '1.5' is not a whole number from 1 to 256")]
    [TestCase("""{"hours":"yes"}""", "hours: 'yes' is neither true nor false")]
    public void Value_ThatCannotBeRead_IsNamedWithItsKey(string json, string fault) =>
        Assert.That(Sections.Read(json).Faults, Is.EqualTo([fault]));

    [Test]
    public void Faults_ManyOfThem_AreNamedAtOnce()
    {
        var (options, faults) = Sections.Read("""{"tolerance":"-1","colour":"red","hours":1,"settle":"5m"}""");

        Assert.That(faults.Select(fault => fault.Split(':')[0]), Is.EquivalentTo(["tolerance", "colour", "hours"]));
        Assert.That(options.Settle, Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void Keys_InAnyCase_AreTheSame() => Assert.That(Sections.Read("""{"FAILON":"NONE"}""").Options.FailOn, Is.EqualTo(FailOn.None));

    [TestCase("2026-03-28T22", "2026-03-28T22", 0)]
    [TestCase("2026-03-28T22:00:00.000001Z", "2026-03-28T22", 1)]
    public void Window_StartAfterEnd_BreaksARule(string start, string end, int faults) => Assert.That(
        PipelineConfiguration.Validate(new PipelineOptions { Start = Timestamp.Parse(start), End = Timestamp.Parse(end) }),
        Has.Count.EqualTo(faults));

    [TestCase(null, 1)]
    [TestCase("pipeline.db", 0)]
    public void Budget_WithoutALedger_BreaksARule(string? ledger, int faults) => Assert.That(
        PipelineConfiguration.Validate(new PipelineOptions { Budget = TimeSpan.FromMicroseconds(1), Ledger = ledger }),
        Has.Count.EqualTo(faults));

    [Test]
    public void Request_OfOptions_AsksForAllOfThem()
    {
        var options = Sections.Read("""
            {
              "channels": ["a"], "qualities": ["b"], "exclude": ["c"], "start": "2026-03-28T22", "end": "2026-03-28T23",
              "tolerance": "1us", "settle": "2us", "hours": true, "failOn": "any", "trust": "verified", "parallelism": 3
            }
            """).Options;
        var request = options.ToAuditRequest();

        Assert.That(options.ToAuditContext(), Is.EqualTo(new AuditContext { Parallelism = 3 }));
        Assert.That(request.Channels, Is.EqualTo(["a"]));
        Assert.That(request.Qualities, Is.EqualTo(["b"]));
        Assert.That(request.Exclude, Is.EqualTo([.. AuditDefaults.Exclude, "c"]));
        Assert.That(request with { Channels = [], Qualities = [], Exclude = [] }, Is.EqualTo(new AuditRequest
        {
            Channels = [],
            Qualities = [],
            Exclude = [],
            Start = Timestamp.Parse("2026-03-28T22"),
            End = Timestamp.Parse("2026-03-28T23"),
            Tolerance = TimeSpan.FromMicroseconds(1),
            Settle = TimeSpan.FromMicroseconds(2),
            IncludeHours = true,
            FailOn = FailOn.Any,
            Trust = AuditTrust.Verified,
        }));
    }

    [TestCase("tolerance", "20ms", null)]
    [TestCase("tolerance", "20", "'20' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h")]
    [TestCase("channels", "a", "'a' is not a list")]
    public void Option_ReadAlone_IsReadAsInTheSection(string name, string text, string? fault)
    {
        var value = Sections.Of($$"""{"{{name}}":"{{text}}"}""").GetSection(name);
        var option = PipelineConfiguration.Options.Single(option => option.Name == name);
        var options = new PipelineOptions();

        Assert.That(PipelineConfiguration.Read(value, option, options), Is.EqualTo(fault));
        Assert.That(options.Tolerance, Is.EqualTo(fault is null ? TimeSpan.FromMilliseconds(20) : AuditDefaults.Tolerance));
    }

    [Test]
    public void Option_ThatIsNoneOfTheTable_IsMisuse()
    {
        var option = new PipelineOption { Name = "x", CommandName = "--x", Help = "", Description = "", Default = "null" };

        Assert.That(
            () => PipelineConfiguration.Read(Sections.Of("{}").GetSection("x"), option, new PipelineOptions()),
            Throws.ArgumentException.With.Message.Contains("'x' is no option"));
    }
}
