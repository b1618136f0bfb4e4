namespace SegmentPipeline.Cli.Tests;

/// <summary>The command as a process of its own, with the shell's pipes and redirections.</summary>
[Category("Process")]
internal sealed class ProcessTests
{
    /// <summary>Where the size of files is limited, an installed runtime starts only if it makes no file in memory.</summary>
    private const string WithoutMemoryFiles = "DOTNET_EnableWriteXorExecute=0";

    private string _directory = "";

    [OneTimeSetUp]
    public async Task GenerateAnArchive()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-process-").FullName;
        var outcome = await ShellAsync("$PIPELINE generate archive --qualities 1 --hours 8 --seconds 30 --faults many");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
    }

    [OneTimeTearDown]
    public void DeleteIt() => Directory.Delete(_directory, recursive: true);

    [TestCase("$PIPELINE --version", 0)]
    [TestCase("$PIPELINE audit archive --fail-on none", 0)]
    [TestCase("$PIPELINE audit archive", 1)]
    [TestCase("$PIPELINE audit nowhere", 2)]
    [TestCase("$PIPELINE audit archive > /dev/full", 2)]
    [TestCase("$PIPELINE audit", 64)]
    [TestCase("PIPELINE__ROOT=archive PIPELINE__FAILON=none $PIPELINE audit", 0)]
    [TestCase("PIPELINE__FAILON=sometimes $PIPELINE audit archive", 64)]
    public async Task Process_Ends_WithTheExitCode(string command, int exitCode)
    {
        var outcome = await ShellAsync(command);

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode), outcome.Error);
        Assert.That(outcome.Error.Length > 0, Is.EqualTo(exitCode is 2 or 64));
        Assert.That(outcome.Error, Does.Not.Contain("   at "));
    }

    [TestCase("$PIPELINE audit archive --format ndjson")]
    [TestCase("$PIPELINE audit archive --format csv")]
    [TestCase("$PIPELINE audit archive --format parquet")]
    [TestCase("$PIPELINE segments archive channel01 source --start 2026-03-28T18 --end 2026-03-29T02")]
    [TestCase("$PIPELINE audit --help")]
    public async Task Reader_ThatHasGone_EndsTheProcessQuietly(string command)
    {
        // Opened for both, then closed for reading: nobody reads from the first byte on.
        var outcome = await ShellAsync($"mkfifo gone; exec 3<>gone 4>gone 3<&-; rm gone; {command} >&4");

        Assert.That(outcome, Is.EqualTo(new Outcome(2, "", "")));
    }

    [Test]
    public async Task StandardOutput_SharedWithOtherCommands_IsAppendedTo()
    {
        var outcome = await ShellAsync(
            "(echo before; $PIPELINE audit archive --format csv; echo after) > shared; head -n 1 shared; tail -n 1 shared");

        Assert.That(outcome.Output, Is.EqualTo("before\nafter\n"));
    }

    [Test]
    public async Task Pipe_AsOutput_IsWrittenDirectly()
    {
        var outcome = await ShellAsync(
            "mkfifo pipe; cat pipe > got & $PIPELINE audit archive --format csv --output pipe; wait; head -n 1 got; test -p pipe");

        Assert.That(outcome.Output, Does.StartWith("type,channel"));
        Assert.That(outcome.ExitCode, Is.Zero, "the pipe is no longer one");
    }

    [TestCase(">&-", "$PIPELINE audit archive --format ndjson")]
    [TestCase(">&-", "$PIPELINE segments archive channel01 source --start 2026-03-28T18 --end 2026-03-28T19")]
    [TestCase(">&-", "$PIPELINE --help")]
    [TestCase(">&-", "$PIPELINE --version")]
    [TestCase("<&- >&-", "$PIPELINE audit archive")]
    [TestCase("1</dev/null", "$PIPELINE audit archive")]
    public async Task StandardOutput_ThatIsClosed_IsAFailureInOneLine(string closing, string command)
    {
        var outcome = await ShellAsync($"{command} {closing}");

        Assert.That(outcome, Is.EqualTo(new Outcome(2, "", "pipeline: cannot write to standard output: it is closed\n")));
    }

    [TestCase("audit archive")]
    [TestCase("audit archive --format ndjson --hours")]
    [TestCase("--help")]
    public async Task StandardDescriptors_AllClosed_AreAFailure(string arguments)
    {
        var outcome = await ShellAsync($"$PIPELINE {arguments} <&- >&- 2>&-");

        Assert.That(outcome, Is.EqualTo(new Outcome(2, "", "")));
    }

    [TestCase("<&- >&- 2>&-")]
    [TestCase(">&- 2>&-")]
    [TestCase("2>&-")]
    public async Task StandardDescriptors_ThatAreClosed_AreNobodyElsesFile(string closing)
    {
        await ShellAsync("rm -f closed.db*; $PIPELINE audit archive --format csv --output whole.csv --quiet");

        var outcome = await ShellAsync(
            $"exec 5>&1; $PIPELINE audit archive --ledger closed.db --format csv --output closed.csv {closing}; echo $? >&5");

        Assert.That(outcome.Output, Is.EqualTo("1\n"));
        Assert.That(
            (
                await ShellAsync(
                    "head -c 15 closed.db; echo; cmp whole.csv closed.csv && $PIPELINE history --ledger closed.db --format csv | wc -l")
            ).Output,
            Is.EqualTo("SQLite format 3\n2\n"));
    }

    [TestCase("2>/dev/full")]
    [TestCase("2>&-")]
    public async Task StandardError_ThatTakesNothing_LeavesTheExitCode(string redirection)
    {
        var outcome = await ShellAsync($"$PIPELINE audit nowhere {redirection}");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task FileSizeLimit_ThatAReportReaches_IsAFailureInOneLine()
    {
        var outcome = await ShellAsync(
            $"ulimit -f 2; {WithoutMemoryFiles} $PIPELINE audit archive --format ndjson --hours --quiet --output limited.ndjson; echo $?; ls -A | grep -e limited.ndjson -e tmp"
        );

        Assert.That(outcome.Output, Is.EqualTo("2\n"));
        Assert.That(outcome.Error, Is.EqualTo("pipeline: cannot write to limited.ndjson: the file would get larger than it may\n"));
    }

    [TestCase("cut archive channel01 source --start 2026-03-28T18 --end 2026-03-28T19 --output limited.ts")]
    [TestCase("generate limited --bytes 100000 --hours 1 --seconds 60")]
    public async Task FileSizeLimit_ThatAnotherVerbReaches_IsAFailureInOneLine(string arguments)
    {
        await ShellAsync(
            "for segment in archive/channel01/source/2026-03-28T18/*-full-*.ts; do head -c 100 /dev/zero > \"$segment\"; done");

        var outcome = await ShellAsync($"ulimit -f 2; {WithoutMemoryFiles} $PIPELINE {arguments}");

        Assert.That(outcome.ExitCode, Is.EqualTo(2), outcome.Error);
        Assert.That(outcome.ErrorLines[^1], Does.EndWith("the file would get larger than it may"));
    }

    [Test]
    public async Task FileSizeLimit_ThatALedgerReaches_LeavesTheReportWhole()
    {
        var outcome = await ShellAsync(
            $"ulimit -f 64; {WithoutMemoryFiles} $PIPELINE audit archive --format ndjson --quiet --ledger limited.db");

        Assert.That(outcome.ExitCode, Is.EqualTo(2), outcome.Error);
        Assert.That(outcome.OutputLines[^1], Does.StartWith("{\"type\":\"summary\"").And.Contain("\"exit\":2"));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Kill_DuringAReport_LeavesNothingBehindTheNextOne()
    {
        var outcome = await ShellAsync("""
            mkdir killed; mkfifo stuck
            $PIPELINE audit archive --format ndjson --output stuck --report killed --quiet &
            exec 3< stuck; read -r line <&3
            ls -A killed | wc -l
            kill -KILL $!; wait; exec 3<&-
            ls -A killed | wc -l
            $PIPELINE audit archive --report killed --fail-on none --quiet > page.txt
            ls -A killed
            """);

        Assert.That(outcome.OutputLines, Is.EqualTo(["2", "2", "index.html", "report.ndjson"]));
    }

    private Task<Outcome> ShellAsync(string command) => BuiltCommand.ShellAsync(_directory, command);
}
