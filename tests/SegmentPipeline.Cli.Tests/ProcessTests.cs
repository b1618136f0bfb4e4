namespace SegmentPipeline.Cli.Tests;

/// <summary>The command as a process of its own, with the shell's pipes and redirections.</summary>
[Category("Process")]
internal sealed class ProcessTests
{
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
        var outcome = await ShellAsync("(echo before; $PIPELINE audit archive --format csv; echo after) > shared; head -n 1 shared; tail -n 1 shared");

        Assert.That(outcome.Output, Is.EqualTo("before\nafter\n"));
    }

    [Test]
    public async Task Pipe_AsOutput_IsWrittenDirectly()
    {
        var outcome = await ShellAsync("mkfifo pipe; cat pipe > got & $PIPELINE audit archive --format csv --output pipe; wait; head -n 1 got; test -p pipe");

        Assert.That(outcome.Output, Does.StartWith("type,channel"));
        Assert.That(outcome.ExitCode, Is.Zero, "the pipe is no longer one");
    }

    private Task<Outcome> ShellAsync(string command) => BuiltCommand.ShellAsync(_directory, command);
}
