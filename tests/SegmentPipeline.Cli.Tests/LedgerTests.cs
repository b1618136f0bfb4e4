using System.Text.Json;
using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The command with a ledger: what it prints, and how it ends.</summary>
internal sealed class LedgerTests
{
    [Test]
    public async Task Audit_TheFirstTime_SaysThatThereIsNothingToCompareWith()
    {
        using var pipeline = Create(out _);

        var outcome = await AuditAsync(pipeline);

        Snapshot.Match("ledger-first", outcome.Output);
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task Audit_AfterRunsThatWereNotComplete_SaysThatThereIsNothingToCompareWith()
    {
        using var pipeline = Create(new InMemoryReader(Trees.Long()));
        await AuditAsync(pipeline, "--budget", "0");

        var outcome = await AuditAsync(pipeline);

        Assert.That(outcome.OutputLines[^2], Is.EqualTo("No run before this one was complete: there is nothing to compare it with yet."));
    }

    [TestCase(80)]
    [TestCase(120)]
    public async Task Audit_TheNextTime_SaysWhatIsDifferent(int width)
    {
        using var pipeline = Create(out var reader);
        await AuditAsync(pipeline);
        reader.Change(Edit);
        pipeline.OutputScreen = new Screen(width, 24, HasColours: false);

        var outcome = await AuditAsync(pipeline);

        Snapshot.Match($"ledger-differences-{width}", outcome.Output);
        Assert.That(outcome.ExitCode, Is.EqualTo(4));
        Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(width));
    }

    [Test]
    public async Task Audit_WithNothingDifferent_SaysSo()
    {
        using var pipeline = Create(out _);
        await AuditAsync(pipeline);

        Assert.That(
            (await AuditAsync(pipeline)).OutputLines[^2..],
            Is.EqualTo(["Since run 1: nothing is different.", "Read 0 of 6 hours; 6 had not changed."]));
    }

    [Test]
    public async Task Ndjson_OfALedger_HasDeltasBeforeItsSummary()
    {
        using var pipeline = Create(out var reader);
        await AuditAsync(pipeline);
        reader.Change(Edit);

        var outcome = await AuditAsync(pipeline, "--format", "ndjson");

        var types = outcome.OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()).ToList();
        Assert.That(types.SkipWhile(type => type != "delta").Distinct(), Is.EqualTo(["delta", "summary"]));
        Assert.That(outcome.OutputLines[^1], Does.Contain("\"complete\":true,\"exit\":4"));
    }

    [TestCase("text")]
    [TestCase("json")]
    [TestCase("csv")]
    public async Task History_OfRuns_IsPrinted(string format) =>
        Snapshot.Match($"history-{format}", await HistoryAsync("history", "--format", format));

    [TestCase("text")]
    [TestCase("json")]
    [TestCase("csv")]
    public async Task History_OfHoles_IsPrinted(string format) =>
        Snapshot.Match(
            $"history-holes-{format}",
            await HistoryAsync("history", "holes", "--stream", "other-channel-with-a-long-name/1080p60", "--format", format));

    [TestCase("text")]
    [TestCase("csv")]
    public async Task History_OfHolesThatWereCompared_SaysWhoHasThem(string format)
    {
        using var pipeline = Create(out var reader);
        await AuditAsync(pipeline);
        reader.Change(Edit);
        await AuditAsync(pipeline);
        var start = Timestamp.Parse($"{Trees.Hour}:00:02Z");
        LedgerHolePart Part(int from, int to, HoleVerdict verdict, params string[] names) => new()
        {
            Stream = new StreamId("other-channel-with-a-long-name", "1080p60"),
            Range = new TimeRange(start.AddMicroseconds(from * 1_000_000L), start.AddMicroseconds(to * 1_000_000L)),
            Verdict = verdict,
            Names = names,
        };
        var isNoted = AuditLedger.TryNoteVerdicts(
            Path.Combine(pipeline.WorkingDirectory, "pipeline.db"),
            InMemoryReader.RootPath,
            [Part(0, 2, HoleVerdict.Fillable, "node2", "node3"), Part(2, 3, HoleVerdict.Nowhere)],
            start);
        Assert.That(isNoted);

        var outcome = await pipeline.RunAsync(
            ["history", "holes", "--stream", "other-channel-with-a-long-name/1080p60", "--format", format]);

        Snapshot.Match($"history-holes-compared-{format}", outcome.Output.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Test]
    public async Task History_OfAStream_HasItsFigures() =>
        Snapshot.Match("history-stream", await HistoryAsync("history", "--stream", "desertbus/source", "--runs", "1"));

    [Test]
    public async Task History_OfHostileNames_ShowsThemHarmlessly()
    {
        using var pipeline = new Pipeline
        {
            Reader = new InMemoryReader(Trees.Hostile()),
            OutputScreen = new Screen(120, 24, HasColours: false),
        };
        var audit = await AuditAsync(pipeline);

        Assert.That(audit.ExitCode, Is.EqualTo(3));
        foreach (var format in (string[])["text", "json", "csv"])
        {
            foreach (var verb in (string[][])[["history"], ["history", "holes"]])
            {
                var outcome = await pipeline.RunAsync([.. verb, "--format", format]);
                Assert.That(outcome.ExitCode, Is.Zero);
                Assert.That(
                    outcome.Output.Replace("\r\n", "", StringComparison.Ordinal),
                    Does.Not.Contain('\e').And.Not.Contain('\a').And.Not.Contain('\r'));
                if (format == "csv") Assert.That(outcome.OutputLines, Has.None.StartsWith("="));
            }
        }
    }

    [Test]
    public async Task History_OnANarrowScreen_BreaksNoHeadingAndLosesNoLoss()
    {
        using var pipeline = new Pipeline
        {
            Reader = new InMemoryReader(Trees.Varied()),
            OutputScreen = new Screen(80, 24, HasColours: false),
        };
        await AuditAsync(pipeline);

        var runs = await pipeline.RunAsync("history");
        var holes = await pipeline.RunAsync("history", "holes");

        Assert.That(Words(runs), Is.EqualTo("Run Started Status Exit Coverage Holes New Healed Lost"));
        Assert.That(runs.OutputLines, Has.Length.EqualTo(3).And.All.Length.LessThanOrEqualTo(80));
        Assert.That(runs.OutputLines[^1], Is.EqualTo("No room for: read, known"));
        Assert.That(Words(holes), Is.EqualTo("Hole Start State First seen Last seen Stream"));
        Assert.That(holes.OutputLines, Has.All.Length.LessThanOrEqualTo(80));

        static string Words(Outcome outcome) => string.Join(' ', outcome.OutputLines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Test]
    public async Task Ledger_ThatIsConfigured_IsUsedByBothVerbs()
    {
        using var pipeline = Create(out _);
        pipeline.WriteFile("pipeline.json", """{"pipeline":{"ledger":"nightly.db"}}""");

        await pipeline.RunAsync("audit", InMemoryReader.RootPath);
        var outcome = await pipeline.RunAsync("history", "--format", "csv");

        Assert.That(pipeline.Files(), Does.Contain("nightly.db"));
        Assert.That(outcome.OutputLines, Has.Length.EqualTo(2));
    }

    [TestCase(
        "audit /archive --budget 20m",
        "a budget needs a ledger, or the next run could not go on where this one stops; name a ledger"
    )]
    [TestCase("audit /archive --rebuild", "--rebuild needs a ledger: write --ledger FILE")]
    [TestCase("audit /archive --same-archive", "--same-archive needs a ledger: write --ledger FILE")]
    [TestCase(
        "audit /archive --ledger l.db --rebuild --same-archive",
        "--rebuild starts a new ledger, --same-archive keeps the old one; write one of them"
    )]
    [TestCase("audit /archive --ledger l.db --budget soon", "--budget: 'soon' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h")]
    [TestCase("history --runs 0", "--runs: '0' is not a whole number from 1 on")]
    [TestCase("history --stream c", "--stream: 'c' is not a stream; write CHANNEL/QUALITY")]
    [TestCase("history holes --format xml", "--format: 'xml' is none of text, json, csv")]
    public async Task CommandLine_ThatIsWrong_IsAUsageError(string line, string fault)
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(line.Split(' '));

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo($"pipeline: {fault}"));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task Ledger_ThatCannotBeUsed_IsOneLineAndCodeTwo()
    {
        using var pipeline = Create(out _);
        pipeline.WriteFile("pipeline.db", "nothing of the sort");

        var outcome = await AuditAsync(pipeline);
        var history = await pipeline.RunAsync("history");
        var rebuilt = await AuditAsync(pipeline, "--rebuild");

        Assert.That((outcome.ExitCode, outcome.Output, outcome.ErrorLines.Length), Is.EqualTo((2, "", 1)));
        Assert.That(outcome.Error, Does.StartWith("pipeline: ").And.Contain("--rebuild"));
        Assert.That((history.ExitCode, history.ErrorLines.Length), Is.EqualTo((2, 1)));
        Assert.That(rebuilt.ExitCode, Is.EqualTo(1));
        Assert.That(pipeline.Files(), Has.Some.EndsWith(".old"));
    }

    [Test]
    public async Task Budget_ThatRunsOut_IsCode124AndLeavesTheOldReport()
    {
        using var pipeline = Create(new InMemoryReader(Trees.Long()));
        pipeline.WriteFile("report.txt", "old");

        var outcome = await AuditAsync(pipeline, "--budget", "0", "--output", "report.txt");
        var shown = await AuditAsync(pipeline, "--budget", "0");

        Assert.That(outcome, Is.EqualTo(new Outcome(124, "", "")));
        Assert.That(pipeline.ReadFile("report.txt"), Is.EqualTo("old"));
        Assert.That((shown.ExitCode, shown.Error), Is.EqualTo((124, "")));
        Assert.That(shown.Output, Does.Contain("Stopped: the time budget ran out"));
    }

    [Test]
    public async Task Ledger_ThatFailsOnTheWay_LeavesTheReportWhole()
    {
        using var pipeline = new Pipeline();
        var reader = new InMemoryReader(Trees.Varied())
        {
            BeforeListing = (path, _) =>
            {
                if (path.EndsWith(Trees.Hour, StringComparison.Ordinal))
                    File.Delete(Path.Combine(pipeline.WorkingDirectory, "pipeline.db"));
            },
        };
        pipeline.Reader = reader;

        var outcome = await AuditAsync(pipeline, "--output", "report.txt");

        Assert.That((outcome.ExitCode, outcome.ErrorLines.Length), Is.EqualTo((2, 1)));
        Assert.That(outcome.Error, Does.Contain("deleted"));
        Assert.That(
            pipeline.ReadFile("report.txt"),
            Does.Contain("Not recorded: the report is whole, but the ledger could not be written."));
    }

    private static async Task<string> HistoryAsync(params string[] arguments)
    {
        using var pipeline = Create(out var reader);
        await AuditAsync(pipeline);
        reader.Change(Edit);
        await AuditAsync(pipeline);
        var outcome = await pipeline.RunAsync(arguments);
        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((0, "")));
        return outcome.Output.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static Pipeline Create(out InMemoryReader reader)
    {
        reader = new InMemoryReader(Trees.Varied());
        return Create(reader);
    }

    private static Pipeline Create(InMemoryReader reader) =>
        new() { Reader = reader, OutputScreen = new Screen(100, 24, HasColours: false) };

    private static Task<Outcome> AuditAsync(Pipeline pipeline, params string[] further) =>
        pipeline.RunAsync(["audit", InMemoryReader.RootPath, "--ledger", "pipeline.db", "--deterministic", .. further]);

    /// <summary>One of each difference.</summary>
    private static void Edit(ArchiveTree tree)
    {
        tree.Hour("desertbus", "source", Trees.Hour)
            .Remove(SegmentNames.Full("00:00", "3600.0"))
            .File(SegmentNames.Full("00:00", "3000.0"));
        tree.Hour("desertbus", "480p", Trees.Hour).File(SegmentNames.Full("00:02")).File(SegmentNames.Full("00:14", "1.0"));
        tree.Hour("other-channel-with-a-long-name", "1080p60", Trees.Hour)
            .Remove(SegmentNames.Full("00:01", "5.0"))
            .File(SegmentNames.Full("00:05"));
    }
}
