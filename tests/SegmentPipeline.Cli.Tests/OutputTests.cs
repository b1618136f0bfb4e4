using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>A report in a file is there whole or not at all.</summary>
internal sealed class OutputTests
{
    [Test]
    public async Task File_ThatIsNew_IsTheReportOfStandardOutput()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };
        var expected = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv");

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv", "--output", "report.csv");

        Assert.That(outcome, Is.EqualTo(new Outcome(1, "", "Wrote report.csv: 1 hole in 1 stream, 2.000s missing; exit code 1\n")));
        Assert.That(pipeline.ReadFile("report.csv"), Is.EqualTo(expected.Output));
        Assert.That(pipeline.Files(), Is.EqualTo(["report.csv"]));
    }

    [TestCase("report.html", "text", "a page is written by --report DIR")]
    [TestCase("report.ndjson", "text", "write --format ndjson")]
    [TestCase("report.json", "ndjson", "write --format json")]
    [TestCase("report.xlsx", "csv", "name it FILE.csv")]
    [TestCase("report.pdf", "text", "name it FILE.txt")]
    public async Task Output_WhoseNamePromisesSomethingElse_IsRefused(string output, string format, string remedy)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", format, "--output", output);

        Assert.That((outcome.ExitCode, outcome.ErrorLines[0]), Is.EqualTo(
            (64, $"pipeline: --output: '{output}' promises something else than --format {format} writes; {remedy}")));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task File_WithQuiet_IsWrittenWithoutALine()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };

        foreach (var verb in (string[])["audit --format csv --output there.csv", "map --output there.svg"])
        {
            var outcome = await pipeline.RunAsync([.. verb.Split(' '), InMemoryReader.RootPath, "--quiet"]);
            Assert.That((outcome.Output, outcome.Error), Is.EqualTo(("", "")), verb);
        }
    }

    [TestCase("--report: '", "audit", "--report", "new")]
    [TestCase("--report: '", "audit", "--report", "")]
    [TestCase("--output: '", "map", "--output", "new.svg")]
    public async Task Output_InsideTheArchive_IsRefused(string fault, string verb, string option, string name)
    {
        using var archive = new ArchiveBuilder().File("c", "q", Trees.Hour, SegmentNames.Full("00:00"));
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(verb, archive.Root, option, Path.Combine(archive.Root, name));

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(
            outcome.ErrorLines[0],
            Does.StartWith($"pipeline: {fault}").And.Contain("lies in the archive, where nothing is ever changed"));
        Assert.That(Directory.EnumerateFileSystemEntries(archive.Root).Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Pipe_ThatNobodyReads_IsGivenUpWhenTold()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };
        var pipe = Path.Combine(pipeline.WorkingDirectory, "pipe");
        using (var making = System.Diagnostics.Process.Start("mkfifo", pipe)) await making.WaitForExitAsync();

        var audit = Task.Run(() => pipeline.RunAsync("audit", InMemoryReader.RootPath, "--output", "pipe"));
        Assert.That(audit.IsCompleted, Is.False);
        pipeline.Signal(143);

        Assert.That((await audit).ExitCode, Is.EqualTo(143));
        // Lets the wait for a reader end, if it has begun, and waits for nobody itself.
        await File.Open(pipe, FileMode.Open, FileAccess.ReadWrite).DisposeAsync();
    }

    [Test]
    public async Task Dash_IsStandardOutput()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv", "--output", "-");

        Assert.That(outcome.Output, Does.StartWith("type,"));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task Report_WithoutADirectory_IsRefused()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--report", "");

        Assert.That((outcome.ExitCode, outcome.ErrorLines[0]), Is.EqualTo((ExitCode.Usage, "pipeline: --report: the value is empty")));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task File_ThatExists_IsReplacedOnlyWhenTheReportIsWhole()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("report.csv", "old");
        pipeline.Reader = new InMemoryReader(Trees.Clean())
        {
            BeforeListing = (_, _) => Assert.That(pipeline.ReadFile("report.csv"), Is.EqualTo("old")),
        };

        await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv", "--output", "report.csv");

        Assert.That(pipeline.ReadFile("report.csv"), Does.StartWith("type,"));
    }

    [Test]
    public async Task Link_ToAFile_StaysALink()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };
        pipeline.WriteFile("target", "old");
        var link = Path.Combine(pipeline.WorkingDirectory, "link");
        File.CreateSymbolicLink(link, "target");

        await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv", "--output", "link");

        Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo("target"));
        Assert.That(pipeline.ReadFile("target"), Does.StartWith("type,"));
        Assert.That(pipeline.Files(), Is.EqualTo(["link", "target"]));
    }

    [Test]
    public async Task NullDevice_AsOutput_StaysADevice()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--output", "/dev/null");

        Assert.That(outcome, Is.EqualTo(new Outcome(0, "", "")));
        Assert.That(File.GetAttributes("/dev/null").HasFlag(FileAttributes.ReparsePoint), Is.False);
        Assert.That(new FileInfo("/dev/null").Length, Is.Zero);
    }

    [Test]
    public async Task StandardOutput_ByName_IsStandardOutput()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv", "--output", "/dev/stdout");

        Assert.That(outcome.Output, Does.StartWith("type,"));
    }

    [Test]
    public async Task FullDevice_AsOutput_IsAFailureInOneLine()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--output", "/dev/full");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.Error, Does.StartWith("pipeline: cannot write to /dev/full: No space left on device"));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
    }

    [TestCase("1", "8")]
    public async Task Deterministic_OnAnyParallelism_GivesTheSameBytes(string one, string many)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        foreach (var format in (string[])["text", "ndjson", "json", "csv", "parquet"])
        {
            var first = await pipeline.RunAsync(
                "audit",
                InMemoryReader.RootPath,
                "--format",
                format,
                "--deterministic",
                "--hours",
                "--parallelism",
                one);
            var second = await pipeline.RunAsync(
                "audit",
                InMemoryReader.RootPath,
                "--format",
                format,
                "--deterministic",
                "--hours",
                "--parallelism",
                many);
            Assert.That(second, Is.EqualTo(first), format);
            Assert.That(first.Output, Does.Not.Contain(InMemoryReader.RootPath), format);
        }
    }
}
