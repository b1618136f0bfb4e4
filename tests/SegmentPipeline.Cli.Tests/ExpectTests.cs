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

    private static List<JsonElement> RecordsOf(Outcome outcome) =>
        [.. outcome.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? TypeOf(JsonElement record) => record.GetProperty("type").GetString();

    private static Pipeline Create() => new() { Reader = new InMemoryReader(Trees.With("hole")) };
}
