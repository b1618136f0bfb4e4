using System.Text.Json;
using System.Text.Json.Nodes;

namespace SegmentPipeline.Cli.Tests;

internal sealed class GenerateTests
{
    private static readonly string[] Small = ["--qualities", "1", "--hours", "8", "--seconds", "60", "--seed", "7"];

    [Test]
    public async Task Archive_Generated_HasTheFindingsThatItsListNames()
    {
        using var pipeline = new Pipeline();
        var generated = await pipeline.RunAsync(["generate", "archive", .. Small]);
        Assert.That(generated.ExitCode, Is.Zero, generated.Error);

        var audited = await pipeline.RunAsync("audit", "archive", "--format", "ndjson");

        var planted = Findings(pipeline.ReadFile("archive/faults.ndjson"));
        Assert.That(planted, Is.Not.Empty);
        Assert.That(Findings(audited.Output), Is.EquivalentTo(planted));
    }

    [Test]
    public async Task Archive_WithoutFaults_PassesAtEveryLevel()
    {
        using var pipeline = new Pipeline();
        await pipeline.RunAsync(["generate", "archive", "--faults", "none", .. Small]);

        Assert.That((await pipeline.RunAsync("audit", "archive", "--fail-on", "any")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Demo_InADirectory_ReportsAndSaysWhatToTryNext()
    {
        using var pipeline = new Pipeline();

        var demo = await pipeline.RunAsync("demo", "archive");

        Assert.That(demo.ExitCode, Is.Zero, demo.Error);
        Assert.That(demo.Output, Does.Contain("Failed: "));
        Assert.That(pipeline.Files(), Is.EqualTo(["archive"]));
        var steps = demo.OutputLines.Where(line => line.StartsWith("  pipeline ", StringComparison.Ordinal)).ToList();
        Assert.That(steps, Has.Count.EqualTo(6));
        foreach (var step in steps)
        {
            var outcome = await pipeline.RunAsync([.. step.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]]);
            Assert.That(outcome.ExitCode, Is.Zero.Or.EqualTo(1), step + outcome.Error);
        }
    }

    /// <summary>Findings without what is free text or names the fault that was planted.</summary>
    private static List<string> Findings(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(record => (string?)record["type"] is not ("header" or "stream" or "summary" or "entry"))
                .Select(record =>
                    string.Join(
                        ' ',
                        record
                            .Where(pair => pair.Key is not ("fault" or "cause"))
                            .Select(pair => $"{pair.Key}={pair.Value?.ToJsonString(JsonSerializerOptions.Default)}"))),
    ];
}
