using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The report as a Parquet file: where it may go, and that it is there whole or not at all. What is in it is tested where it is
/// written.</summary>
internal sealed class ParquetTests
{
    private static readonly string[] Audit = ["audit", InMemoryReader.RootPath, "--format", "parquet", "--hours", "--deterministic"];

    [Test]
    public async Task Terminal_AsOutput_IsRefused()
    {
        using var pipeline = new Pipeline
        {
            OpenArchive = (_, _) => throw new InvalidOperationException("must not be opened"),
            OutputScreen = new Screen(80, 24, HasColours: true),
        };

        var outcome = await pipeline.RunAsync(Audit);

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(
            outcome.ErrorLines[0],
            Is.EqualTo("pipeline: --format: parquet is not for a terminal; name a file with --output or write to a pipe"));
        Assert.That(outcome.Output, Is.Empty);
    }

    [Test]
    public async Task File_FromATerminal_IsThatOfAPipe()
    {
        using var piped = new MemoryStream();
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()), Output = piped };
        Assert.That((await pipeline.RunAsync(Audit)).ExitCode, Is.EqualTo(1));

        pipeline.OutputScreen = new Screen(80, 24, HasColours: true);
        var outcome = await pipeline.RunAsync([.. Audit, "--output", "report.parquet"]);

        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(
            await File.ReadAllBytesAsync(Path.Combine(pipeline.WorkingDirectory, "report.parquet")),
            Is.EqualTo(piped.ToArray()).And.Not.Empty);
        Assert.That(pipeline.Files(), Is.EqualTo(["report.parquet"]));
    }

    [Test]
    public async Task Device_ThatIsFull_IsAFailureInOneLine()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync([.. Audit, "--output", "/dev/full"]);

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.Error, Does.StartWith("pipeline: cannot write to /dev/full: No space left on device"));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Interruption_OfAnAudit_LeavesAWholeFileInThePipe()
    {
        using var piped = new MemoryStream();
        using var pipeline = new Pipeline { Output = piped };
        pipeline.Reader = new InMemoryReader(Trees.Varied())
        {
            BeforeListing = (_, number) =>
            {
                if (number == 5) pipeline.Signal(ExitCode.Interrupted);
            },
        };

        var outcome = await pipeline.RunAsync(Audit);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(piped.ToArray().AsSpan(0, 4).SequenceEqual("PAR1"u8), Is.True);
        Assert.That(piped.ToArray().AsSpan()[^4..].SequenceEqual("PAR1"u8), Is.True);
    }

    /// <summary>What DuckDB reads of files written here, it reads of files of the native command too, if their bytes are the
    /// same.</summary>
    [Test]
    [Category("Process")]
    public async Task Process_WritesTheSameBytes()
    {
        using var pipeline = new Pipeline();
        string[] generate = ["generate", "archive", "--qualities", "2", "--hours", "8", "--seconds", "30", "--faults", "many"];
        Assert.That((await pipeline.RunAsync(generate)).ExitCode, Is.Zero);
        string[] audit =
        [
            "audit",
            "archive",
            "--format",
            "parquet",
            "--hours",
            "--deterministic",
            "--fail-on",
            "none",
            "--quiet",
            "--output",
        ];
        Assert.That((await pipeline.RunAsync([.. audit, "here.parquet"])).ExitCode, Is.Zero);

        var outcome = await BuiltCommand.ShellAsync(
            pipeline.WorkingDirectory,
            $"$PIPELINE {string.Join(' ', audit)} there.parquet && cmp here.parquet there.parquet");

        Assert.That(outcome, Is.EqualTo(new Outcome(0, "", "")));
    }
}
