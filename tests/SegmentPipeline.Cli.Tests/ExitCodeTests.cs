using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

internal sealed class ExitCodeTests
{
    private static readonly string[] Levels = ["none", "hole", "degraded", "overlap", "any"];

    [TestCase("nothing", null)]
    [TestCase("hole", "hole")]
    [TestCase("degraded", "degraded")]
    [TestCase("overlap", "overlap")]
    [TestCase("bad", "any")]
    [TestCase("stray", "any")]
    public async Task Audit_WithOneFinding_FailsFromItsLevelOn(string finding, string? firstLevel)
    {
        foreach (var level in Levels)
        {
            using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With(finding)) };

            var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--fail-on", level, "--format", "ndjson");

            var fails = firstLevel is not null && Array.IndexOf(Levels, level) >= Array.IndexOf(Levels, firstLevel);
            Assert.That(outcome.ExitCode, Is.EqualTo(fails ? 1 : 0), $"--fail-on {level}");
            Assert.That(outcome.OutputLines[^1], Does.Contain("\"complete\":true").And.Contain($"\"exit\":{outcome.ExitCode}"));
            Assert.That(outcome.Error, Is.Empty);
        }
    }

    [Test]
    public async Task Audit_WithoutALevel_FailsOnHoles()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };
        Assert.That((await pipeline.RunAsync("audit", InMemoryReader.RootPath)).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task Audit_ThatCannotReadAnHour_IsIncomplete()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("unreadable")) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "ndjson");

        Assert.That(outcome.ExitCode, Is.EqualTo(3));
        Assert.That(outcome.OutputLines[^1], Does.Contain("\"complete\":false").And.Contain("\"exit\":3"));
    }

    [TestCase(130)]
    [TestCase(143)]
    public async Task Audit_Signalled_EndsWithASummaryAndTheCodeOfTheSignal(int exitCode)
    {
        using var pipeline = new Pipeline();
        pipeline.Reader = new InMemoryReader(Trees.Clean())
        {
            BeforeListing = (path, _) =>
            {
                if (path.EndsWith(Trees.Hour, StringComparison.Ordinal)) pipeline.Signal(exitCode);
            },
        };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "ndjson");

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
        Assert.That(
            outcome.OutputLines[^1],
            Does.StartWith("{\"type\":\"summary\"").And.Contain($"\"complete\":false,\"exit\":{exitCode}"));
        Assert.That(outcome.Error, Is.Empty);
    }

    [Test]
    public void Signal_ASecondTime_IsLeftToTheSystem()
    {
        using var signals = new TerminationSignals();

        Assert.That(signals.Receive(ExitCode.Terminated), Is.True);
        Assert.That(signals.Token.IsCancellationRequested, Is.True);
        Assert.That(signals.Receive(ExitCode.Interrupted), Is.False);
        Assert.That(signals.ExitCode, Is.EqualTo(143));
    }

    [Test]
    public async Task Audit_SignalledWithAnOutputFile_LeavesTheOldReport()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("report.txt", "old");
        pipeline.Reader = new InMemoryReader(Trees.Clean()) { BeforeListing = (_, number) => Interrupt(pipeline, number) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--output", "report.txt");

        Assert.That(outcome.ExitCode, Is.EqualTo(130));
        Assert.That(pipeline.Files(), Is.EqualTo(["report.txt"]));
        Assert.That(pipeline.ReadFile("report.txt"), Is.EqualTo("old"));
    }

    [TestCase("text")]
    [TestCase("ndjson")]
    [TestCase("json")]
    [TestCase("csv")]
    [TestCase("parquet")]
    public async Task Audit_WithADefectInside_IsAFailureInOneLine(string format)
    {
        using var pipeline = new Pipeline();
        pipeline.Reader = new InMemoryReader(Trees.Clean())
        {
            BeforeListing = (path, _) =>
            {
                if (path.EndsWith(Trees.Hour, StringComparison.Ordinal)) throw new InvalidOperationException("planted\nfault");
            },
        };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", format);

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(outcome.Error, Does.StartWith("pipeline: ").And.Contain("planted\\x0Afault").And.Not.Contain("   at "));
        if (format == "ndjson") Assert.That(outcome.OutputLines[^1], Does.Contain("\"complete\":false,\"exit\":2"));
    }

    [Test]
    public async Task Command_WithADefectOfItsOwn_IsAFailureInOneLine()
    {
        using var pipeline = new Pipeline { OpenArchive = (_, _) => throw new InvalidOperationException("planted") };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath);

        Assert.That(
            outcome,
            Is.EqualTo(new Outcome(2, "", "pipeline: internal error, please report it: InvalidOperationException: planted\n")));
    }

    [Test]
    public async Task Output_ThatFillsUp_IsAFailureInOneLine()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()), Output = full };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath);

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(outcome.Error, Does.StartWith("pipeline: cannot write to standard output: No space left"));
    }

    private static void Interrupt(Pipeline pipeline, int listing)
    {
        const int firstHour = 3; // After the root, the channel and the quality.
        if (listing == firstHour) pipeline.Signal(ExitCode.Interrupted);
    }
}
