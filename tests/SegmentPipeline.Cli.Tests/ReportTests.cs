using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>--report DIR</c> leaves a page and all records, or nothing.</summary>
internal sealed class ReportTests
{
    [Test]
    public async Task Report_OfAnAudit_HasAPageAndItsRecordsBesideTheOrdinaryOutput()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("hole")) };
        var csv = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "csv");
        var ndjson = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--format", "ndjson", "--deterministic");

        var outcome = await pipeline.RunAsync(
            "audit",
            InMemoryReader.RootPath,
            "--format",
            "csv",
            "--deterministic",
            "--report",
            "new/report");

        Assert.That(outcome, Is.EqualTo(csv with { Error = "The page is new/report/index.html\n" }));
        Assert.That(FilesOf(pipeline, "new/report"), Is.EqualTo(["index.html", "report.ndjson"]));
        Assert.That(pipeline.ReadFile("new/report/report.ndjson"), Is.EqualTo(ndjson.Output));
        Assert.That(pipeline.ReadFile("new/report/index.html"), Does.StartWith("<!DOCTYPE html>").And.EndsWith("</html>\n"));
    }

    [Test]
    public async Task Report_ThatIsDeterministic_IsTheSameEveryTimeAndNamesNoRoot()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--deterministic", "--report", "one");
        await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--deterministic", "--report", "two");

        Assert.That(pipeline.ReadFile("one/index.html"), Is.EqualTo(pipeline.ReadFile("two/index.html")));
        Assert.That(
            pipeline.ReadFile("one/index.html"),
            Does.Not.Contain(InMemoryReader.RootPath).And.Not.Contain("elapsedMicroseconds\""));
    }

    [Test]
    public async Task Report_OfHostileNames_HasNoMarkupOfTheirs()
    {
        using var archive = new ArchiveBuilder().File("c", "q", "2026-03-28T22", "<script>alert(1)<!--.ts");
        using var pipeline = new Pipeline();

        await pipeline.RunAsync("audit", archive.Root, "--report", "report");

        Assert.That(pipeline.ReadFile("report/index.html"), Does.Not.Contain("alert(1)<"));
        Assert.That(pipeline.ReadFile("report/index.html").Split("<script"), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Report_OfAnAuditWhoseBudgetRanOut_IsNotThere()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Long()) };

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--ledger", "p.db", "--budget", "0", "--report", "report");

        Assert.That(outcome.ExitCode, Is.EqualTo(124));
        Assert.That(Directory.Exists(Path.Combine(pipeline.WorkingDirectory, "report")), Is.False);
    }

    [Test]
    public async Task Report_WithALedger_IsThatOfAnAuditWithoutOne()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--deterministic", "--report", "one");
        await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--deterministic", "--report", "two", "--ledger", "p.db");

        Assert.That(pipeline.ReadFile("two/index.html"), Is.EqualTo(pipeline.ReadFile("one/index.html")));
    }

    [TestCase("report")]
    [TestCase("report/below")]
    [TestCase("report/further/below")]
    public async Task Report_WhereAFileStands_IsAFailureInOneLine(string directory)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };
        pipeline.WriteFile("report", "");

        var outcome = await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--report", directory);

        var file = Path.Combine(pipeline.WorkingDirectory, "report");
        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.ErrorLines, Is.EqualTo([$"pipeline: cannot write to {directory}: {file} is no directory"]));
    }

    [Test]
    public async Task Report_OfNoArchive_LeavesNothingBehind()
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync("audit", "no-such-archive", "--report", "report");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    private static string[] FilesOf(Pipeline pipeline, string directory) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(Path.Combine(pipeline.WorkingDirectory, directory))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];
}
