using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The vectors through the command line: a dozen of each kind inside the test's process, all of them where a file to test is
/// given.</summary>
[Category("Process")]
internal sealed class VectorTests
{
    private static readonly int Step = BuiltCommand.Given is null ? 12 : 1;

    private static IEnumerable<JsonElement> AuditVectors => Load("audit.jsonl");

    private static IEnumerable<JsonElement> SelectionVectors => Load("selection.jsonl");

    [TestCaseSource(nameof(SelectionVectors))]
    public async Task Segments_OfAVector_AreThoseExpected(JsonElement vector)
    {
        using var archive = LayOut(vector);
        foreach (var range in vector.GetProperty("queries").EnumerateArray())
        {
            var outcome = await RunAsync(
                "segments",
                archive.Root,
                "c",
                "q",
                "--start",
                range.GetProperty("start").GetString()!,
                "--end",
                range.GetProperty("end").GetString()!,
                "--format", "json");

            var items = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("items").EnumerateArray()
                .Select(item => item.TryGetProperty("segment", out var segment) ? segment.GetString() : null);
            Assert.That(
                items,
                Is.EqualTo(range.GetProperty("expect").EnumerateArray().Select(item => item.GetString())),
                range.GetRawText());
        }
    }

    [TestCaseSource(nameof(AuditVectors))]
    public async Task Audit_OfAVector_FindsWhatIsExpected(JsonElement vector)
    {
        using var archive = LayOut(vector);
        foreach (var audit in vector.GetProperty("audits").EnumerateArray())
        {
            var window = audit.GetProperty("window");
            string[] range =
                window.ValueKind == JsonValueKind.Null ? [] : ["--start", window[0].GetString()!, "--end", window[1].GetString()!];

            var outcome = await RunAsync(["audit", archive.Root, "--format", "ndjson", .. range]);

            var expect = audit.GetProperty("expect");
            var records = outcome
                .OutputLines.Select(line => JsonDocument.Parse(line).RootElement)
                .ToLookup(record => record.GetProperty("type").GetString());
            Assert.That(records["hole"].Select(hole => Texts(hole, "start", "end")), Is.EqualTo(Lists(expect, "holes")));
            Assert.That(
                records["degraded"].Select(degraded => Texts(degraded, "start", "end", "class")),
                Is.EqualTo(Lists(expect, "degraded")));
            Assert.That(records["overlap"].Select(overlap => Texts(overlap, "start", "end")), Is.EqualTo(Lists(expect, "overlaps")));
            Assert.That(
                records["bad"].Select(bad => bad.GetProperty("path").GetString()),
                Is.EquivalentTo(expect.GetProperty("bad").EnumerateArray().Select(path => path.GetString())));
            var stream = records["stream"].Single();
            Assert.That(
                stream.GetProperty("microseconds").GetRawText(),
                Is.EqualTo(expect.GetProperty("microseconds").GetRawText().Replace(" ", "")));
            Assert.That(stream.GetProperty("discontinuities").GetInt64(), Is.EqualTo(expect.GetProperty("discontinuities").GetInt64()));
            Assert.That(outcome.ExitCode, Is.EqualTo(records["hole"].Any() ? 1 : 0));
        }
    }

    private static async Task<Outcome> RunAsync(params string[] arguments)
    {
        using var pipeline = new Pipeline();
        return BuiltCommand.Given is null
            ? await pipeline.RunAsync(arguments)
            : await BuiltCommand.RunGivenAsync(pipeline.WorkingDirectory, arguments);
    }

    private static string?[] Texts(JsonElement record, params string[] names) =>
        [.. names.Select(name => record.GetProperty(name).GetString())];

    private static IEnumerable<string?[]> Lists(JsonElement expect, string name) =>
        expect.GetProperty(name).EnumerateArray().Select(item => item.EnumerateArray().Select(text => text.GetString()).ToArray());

    private static ArchiveBuilder LayOut(JsonElement vector)
    {
        var archive = new ArchiveBuilder().DirectoryAt("c", "q");
        foreach (var file in vector.GetProperty("files").EnumerateArray())
        {
            archive.File(
                "c",
                "q",
                file.GetProperty("hour").GetString()!,
                file.GetProperty("name").GetString()!,
                file.GetProperty("size").GetInt64());
        }

        return archive;
    }

    private static IEnumerable<JsonElement> Load(string name) => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", name))
        .Where((_, index) => index % Step == 0)
        .Select(line => JsonDocument.Parse(line).RootElement);
}
