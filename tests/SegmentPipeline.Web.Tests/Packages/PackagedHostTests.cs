using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Packages;

/// <summary>A real application that knows nothing but the packages: what it returns is the JSON of the formats, and the addresses of the
/// package work in it.</summary>
[NonParallelizable]
internal sealed class PackagedHostTests
{
    private const string Hour = "2026-03-28T18";

    private readonly PackagedHost _host = new();
    private readonly ArchiveBuilder _tree = new();
    private string[] _lines = [];

    private static readonly string[] Answers =
    [
        "GET /video/healthz: 401",
        "GET /video/healthz: 200",
        "POST /video/api/archives/main/runs from https://elsewhere.example: 403",
        "POST /video/api/archives/main/runs: 202 /video/api/archives/main",
    ];

    [OneTimeSetUp]
    public async Task BuildAndRun()
    {
        foreach (var time in (string[])["00:00", "00:10"]) _tree.File("c", "q", Hour, SegmentNames.Full(time));
        await _host.BuildAsync();
        var output = await _host.OutputAsync(
            "--urls",
            "http://127.0.0.1:0",
            "--key",
            "secret",
            "--try",
            "c/q",
            "--serve:archives:0:name",
            "main",
            "--serve:archives:0:root",
            _tree.Root,
            "--serve:archives:0:ledger", Path.Combine(_host.Place, "main.db"));
        _lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _host.Dispose();
        _tree.Dispose();
    }

    [Test]
    public void Holes_OfASequence_AreThoseOfTheFormats() => Assert.That(AnswerTo("GET /holes/c/q"), Is.EqualTo(
        """[{"start":"2026-03-28T18:00:02.000000Z","end":"2026-03-28T18:00:10.000000Z","reason":"gap"},"""
        + """{"start":"2026-03-28T18:00:12.000000Z","end":"2026-03-28T18:10:00.000000Z","reason":"trailing"}]"""));

    [Test]
    public void Findings_OfAReport_AreThoseOfTheFormats()
    {
        var (first, second) = ($"{Hour}/{SegmentNames.Full("00:00")}", $"{Hour}/{SegmentNames.Full("00:10")}");

        Assert.That(AnswerTo("GET /findings/c/q"), Is.EqualTo(
            $$"""[{"type":"hole","channel":"c","quality":"q","start":"2026-03-28T18:00:02.000000Z","end":"2026-03-28T18:00:10.000000Z","microseconds":8000000,"before":"{{first}}","after":"{{second}}"},"""
            + $$"""{"type":"hole","channel":"c","quality":"q","start":"2026-03-28T18:00:12.000000Z","end":"2026-03-28T18:10:00.000000Z","microseconds":588000000,"before":"{{second}}","after":null}]"""));
    }

    [Test]
    public void Addresses_OfThePackage_WorkBehindAPrefixAndAKey() =>
        Assert.That(_lines.Where(line => line.Contains("/video/", StringComparison.Ordinal)), Is.EqualTo(Answers));

    /// <summary>The line behind the one that tells a request.</summary>
    private string AnswerTo(string request) =>
        _lines[Array.FindIndex(_lines, line => line.StartsWith(request, StringComparison.Ordinal)) + 1];
}
