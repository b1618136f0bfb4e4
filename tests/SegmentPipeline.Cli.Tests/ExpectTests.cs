using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>--expect</c>: what the command makes of what is expected.</summary>
internal sealed class ExpectTests
{
    private const string Until = """{"expect":[{"windows":"2026-03-28T22:00:00/2026-03-28T22:00:06"}]}""";

    [Test]
    public async Task Audit_OfWhatIsExpected_PassesOverTheRest()
    {
        using var pipeline = Create();
        pipeline.WriteFile("expect.json", Until);

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--expect", "expect.json", "--deterministic");

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("100 %").And.Contain("Off").And.Contain("2.000s").And.Contain("no findings"));
    }

    [Test]
    public async Task Audit_InTheEnvironmentAndTheFile_ReadsTheSame()
    {
        using var pipeline = Create();
        pipeline.WriteFile("expect.json", Until);
        pipeline.WriteFile("pipeline.json", """{"pipeline":{"expect":[{"streams":["c"],"weekly":"Sat 22:00-22:01"}],"deterministic":true}}""");

        var file = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "ndjson");
        pipeline.Environment["PIPELINE__EXPECT"] = "expect.json";
        var environment = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "ndjson");

        Assert.That((file.ExitCode, environment.ExitCode), Is.EqualTo((1, 0)), file.Error + environment.Error);
        Assert.That(RecordsOf(file).Select(TypeOf), Is.EqualTo(["header", "hole", "expectation", "stream", "silent", "summary"]));
        Assert.That(RecordsOf(environment).Select(TypeOf), Is.EqualTo(["header", "off", "expectation", "stream", "summary"]));
        Assert.That(RecordsOf(environment)[2].GetProperty("source").GetString(), Is.EqualTo("windows"));
        Assert.That(RecordsOf(environment)[3].GetProperty("microseconds").GetProperty("off").GetInt64(), Is.EqualTo(2_000_000));
    }

    [Test]
    public async Task Audit_WhereEverythingIsExpected_HasTheBytesOfOneWithoutExpectations()
    {
        using var pipeline = Create();
        pipeline.WriteFile("expect.json", """{"expect":[{"always":true},{"streams":["c"],"never":true}]}""");
        foreach (var format in new[] { "text", "ndjson", "json", "csv" })
        {
            string[] arguments = ["audit", InMemoryReader.RootPath, "--hours", "--deterministic", "--format", format];

            var without = await pipeline.RunAsync(arguments);
            var with = await pipeline.RunAsync([.. arguments, "--expect", "expect.json"]);

            Assert.That(with, Is.EqualTo(without));
        }
    }

    [TestCase("""{"expect":[{"calendar":"no.ics"}]}""", "pipeline: expect: no.ics: cannot be read: there is no such file")]
    [TestCase("""{"expect":[{"calendar":"bad.ics"}]}""", "pipeline: expect: bad.ics: line 1: BEGIN:VCALENDAR is expected")]
    [TestCase("""{"expect":[{"weakly":"Sat"}]}""", "pipeline: expect: expect.json: 0:weakly: no such key; did you mean weekly?")]
    public async Task Audit_OfAnExpectationThatIsNone_IsAUsageFault(string json, string fault)
    {
        using var pipeline = Create();
        pipeline.WriteFile("bad.ics", "\r\n hello");
        pipeline.WriteFile("expect.json", json);

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--expect", "expect.json");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo(fault));
        Assert.That(outcome.Output, Is.Empty);
    }

    [Test]
    public async Task Map_OfWhatIsExpected_ShowsWhatIsOff()
    {
        using var pipeline = Create();
        pipeline.WriteFile("expect.json", Until);

        var with = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--expect", "expect.json", "--deterministic", "--width", "60");
        var without = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--deterministic", "--width", "60");

        Assert.That(with.Output, Does.Contain(".-").And.Contain("- off: not expected").And.Contain("100 %"));
        Assert.That(without.Output, Does.Contain("XXXX").And.Not.Contain("off"));
    }

    [TestCase("2026-03-28T22:00:07", "is off: nothing covers", "The stream is full on either side.")]
    [TestCase("2026-03-28T22:00:05", "is covered", "after that off")]
    public async Task Why_OfAMomentThatIsNotExpected_SaysSo(string moment, string answer, string bounds)
    {
        using var pipeline = Create();
        pipeline.WriteFile("expect.json", Until);

        var outcome = await pipeline.RunAsync("why", InMemoryReader.RootPath, "c", "q", moment, "--expect", "expect.json");

        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        Assert.That(outcome.Output.Replace('\n', ' '), Does.Contain(answer));
        if (answer.StartsWith("is off", StringComparison.Ordinal)) Assert.That(outcome.Output.Replace('\n', ' '), Does.Contain(bounds));
    }

    [Test]
    public async Task Compare_OfWhatIsExpected_HasHolesOnlyThere()
    {
        using var pipeline = CreateCopies();
        pipeline.WriteFile("expect.json", Until);

        var without = await pipeline.RunAsync("compare", "here", "--replica", "good=good", "--format", "ndjson");
        var with = await pipeline.RunAsync("compare", "here", "--replica", "good=good", "--format", "ndjson", "--expect", "expect.json");

        pipeline.WriteFile("expect.json", """{"expect":[{"windows":"2026-03-28T22:00:00/2026-03-28T22:00:04"}]}""");
        var earlier = await pipeline.RunAsync("compare", "here", "--replica", "good=good", "--expect", "expect.json");

        Assert.That((without.ExitCode, with.ExitCode), Is.EqualTo((1, 1)), "some of the hole is nowhere");
        Assert.That(earlier.ExitCode, Is.Zero, "all that is expected can be filled");
        Assert.That(HolesOf(without), Is.EqualTo(["22:00:02 22:00:04", "22:00:04 22:00:08"]));
        Assert.That(HolesOf(with), Is.EqualTo(["22:00:02 22:00:04", "22:00:04 22:00:06"]));
        Assert.That(RecordsOf(with)[0].GetRawText(), Is.EqualTo(RecordsOf(without)[0].GetRawText()), "what is missing is missing");
        Assert.That(RecordsOf(with)[^1].GetProperty("microseconds").GetProperty("nowhere").GetInt64(), Is.EqualTo(2_000_000));
    }

    [Test]
    public async Task Compare_WhereTheConfigurationSaysWhatIsExpected_ReadsItUnlessToldNotTo()
    {
        using var pipeline = CreateCopies();
        const string rule = """[{"streams":["c"],"windows":"2026-03-28T22/2026-03-28T22:00:04"}]""";
        pipeline.WriteFile("pipeline.json", $$"""{"pipeline":{"root":"elsewhere","settle":"1h","expect":{{rule}}} }""");
        pipeline.WriteFile("expect.json", Until);
        string[] arguments = ["compare", "here", "--replica", "good=good", "--format", "ndjson", "--fail-on", "any"];

        var found = await pipeline.RunAsync(arguments);
        var over = await pipeline.RunAsync([.. arguments, "--expect", "expect.json"]);
        var none = await pipeline.RunAsync([.. arguments, "--config", "none"]);
        pipeline.Environment["PIPELINE__EXPECT"] = "expect.json";
        var environment = await pipeline.RunAsync(arguments);

        Assert.That(HolesOf(found), Is.EqualTo(["22:00:02 22:00:04"]), found.Error);
        Assert.That(HolesOf(over), Is.EqualTo(["22:00:02 22:00:04", "22:00:04 22:00:06"]), over.Error);
        Assert.That(HolesOf(none), Is.EqualTo(["22:00:02 22:00:04", "22:00:04 22:00:08"]), none.Error);
        Assert.That(HolesOf(environment), Is.EqualTo(HolesOf(over)), environment.Error);
    }

    [Test]
    public async Task Compare_WithAnErrorInItsExpectations_NamesTheFileThatWasRead()
    {
        using var pipeline = CreateCopies();
        pipeline.WriteFile("pipeline.json", """{"pipeline":{"tolerance":"1ms","expect":"no.json"}}""");

        var outcome = await pipeline.RunAsync("compare", "here", "--replica", "good=good");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo("pipeline: expect: no.json: cannot be read: there is no such file"));
        Assert.That(outcome.Error, Does.Contain("pipeline.json of the working directory was read, and sets expect;"));
    }

    [TestCase("compare")]
    [TestCase("fill")]
    public async Task Copies_OfAnExpectationThatIsNone_AreAUsageFaultBesideTheOthers(string verb)
    {
        using var pipeline = CreateCopies();
        pipeline.WriteFile("expect.json", """{"expect":[{"weakly":"Sat"}]}""");

        var outcome = await pipeline.RunAsync(verb, "here", "--replica", "good", "--expect", "expect.json");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Error, Does.Contain("--replica: 'good' is not NAME=URL or NAME=PATH"));
        Assert.That(outcome.Error, Does.Contain("expect: expect.json: 0:weakly: no such key; did you mean weekly?"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Fill_OfExpectedHolesOnly_FetchesNothingForTheRest()
    {
        using var pipeline = CreateCopies();
        pipeline.WriteFile("expect.json", Until);
        pipeline.WriteFile("early.json", """{"expect":[{"windows":"2026-03-28T22/2026-03-28T22:00:02"}]}""");
        string[] arguments = ["fill", "here", "--replica", "good=good", "--only", "holes", "--fail-on", "any", "--format", "ndjson"];

        var off = await pipeline.RunAsync([.. arguments, "--expect", "early.json"]);
        var planned = await pipeline.RunAsync([.. arguments, "--expect", "expect.json", "--dry-run"]);
        var filled = await pipeline.RunAsync([.. arguments, "--expect", "expect.json"]);

        Assert.That(RecordsOf(off).Select(TypeOf), Is.EqualTo(["filled"]), "a hole that nobody expects to be filled is none");
        Assert.That(off.ExitCode, Is.Zero, off.Error);
        Assert.That(RecordsOf(planned)[0].GetProperty("state").GetString(), Is.EqualTo("wanted"));
        Assert.That(RecordsOf(filled).Select(TypeOf), Is.EqualTo(["fill", "filled"]));
        Assert.That(RecordsOf(filled)[1].GetProperty("holesClosedMicroseconds").GetInt64(), Is.EqualTo(2_000_000));
        Assert.That(filled.ExitCode, Is.EqualTo(1), "two seconds that are expected are nowhere");
    }

    /// <summary>A copy that lacks the third to the eighth second, and one that lacks the fifth to the eighth.</summary>
    private static Pipeline CreateCopies()
    {
        var pipeline = new Pipeline();
        foreach (var (root, starts) in new[] { ("here", new[] { "00:00", "00:08" }), ("good", ["00:00", "00:02", "00:08"]) })
        {
            var hour = Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, root, "c", "q", "2026-03-28T22")).FullName;
            foreach (var start in starts) WriteSegment(hour, start);
        }

        return pipeline;
    }

    private static void WriteSegment(string hour, string start)
    {
        var content = Encoding.ASCII.GetBytes(start);
        var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        File.WriteAllBytes(Path.Combine(hour, $"{start}-2.0-full-{hash}.ts"), content);
    }

    private static List<string> HolesOf(Outcome outcome) =>
    [
        .. from record in RecordsOf(outcome)
           where TypeOf(record) == "verdict"
           from part in record.GetProperty("parts").EnumerateArray()
           select $"{part.GetProperty("start").GetString()![11..19]} {part.GetProperty("end").GetString()![11..19]}",
    ];

    private static List<JsonElement> RecordsOf(Outcome outcome) =>
        [.. outcome.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? TypeOf(JsonElement record) => record.GetProperty("type").GetString();

    private static Pipeline Create() => new() { Reader = new InMemoryReader(Trees.With("hole")) };
}
