using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline audit --profile</c> in a process of its own, whose stacks are its own.</summary>
[Category("Process")]
internal sealed class ProfileTests
{
    private static readonly bool IsNative = BuiltCommand.Given is not null;

    private string _directory = "";

    [OneTimeSetUp]
    public async Task GenerateAnArchive()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-profile-test-").FullName;
        var outcome = await ShellAsync("mkdir tmp; $PIPELINE generate archive --qualities 1 --hours 8 --seconds 30 --faults many");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
    }

    [OneTimeTearDown]
    public void DeleteIt() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task NativeCommand_AskedForAProfile_SaysWhoCanAndDoesNothing()
    {
        if (!IsNative) Assert.Ignore(BuiltCommand.NotGiven);

        var outcome = await ShellAsync(
            "$PIPELINE audit archive --profile native.json --output native.txt; code=$?; ls native.*; exit $code");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.Output, Is.Empty);
        Assert.That(outcome.ErrorLines[0], Does.Contain("native command").And.Contain("dotnet tool"));
    }

    [Test]
    public async Task Profile_OfAnAudit_HasItsStacksAndChangesNothing()
    {
        NotForTheNativeCommand();

        var plain = await ShellAsync("$PIPELINE audit archive --deterministic --format ndjson --quiet");
        var profiled = await ShellAsync(
            "TMPDIR=$PWD/tmp $PIPELINE audit archive --deterministic --format ndjson --quiet --profile profile.json; code=$?; ls tmp >&2; exit $code"
        );

        Assert.That(profiled, Is.EqualTo(plain));
        Assert.That(Frames("profile.json"), Has.Some.StartsWith("SegmentPipeline.Cli."));
    }

    [Test]
    public async Task Profile_IntoAFileCalledCollapsed_IsFolded()
    {
        NotForTheNativeCommand();

        var outcome = await ShellAsync(
            "$PIPELINE audit archive --fail-on none --quiet --profile profile.collapsed > /dev/null && cat profile.collapsed");

        Assert.That(outcome.OutputLines, Is.All.Match("^[^;]+(;[^;]+)* [1-9][0-9]*$"));
        Assert.That(outcome.Error, Is.Empty);
    }

    [Test]
    public async Task Profile_OfATerminatedAudit_IsWrittenAllTheSame()
    {
        NotForTheNativeCommand();

        // The report is longer than the pipe, so the audit waits for its reader, who ends it first. The signal may come to the audit only
        // when all is read, on a machine with much to do: then the reader leaves it more time.
        var outcome = await ShellAsync("""
            $PIPELINE generate long --qualities 1 --hours 150 --seconds 60 --faults many > /dev/null
            mkfifo report
            for rest in 0 2 10; do
                TMPDIR=$PWD/tmp $PIPELINE audit long --hours --format ndjson --quiet --profile cancelled.json > report &
                exec 3< report
                read -r -N 1 -u 3
                kill -TERM $!
                sleep $rest
                cat <&3 > /dev/null
                wait $!
                code=$?
                if ((code == 143)); then break; fi
            done
            ls tmp
            exit $code
            """);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Terminated), outcome.Error);
        Assert.That(outcome.Output, Is.Empty, "the trace stays behind");
        Assert.That(Frames("cancelled.json"), Is.Not.Empty);
    }

    [TestCase("DOTNET_EnableDiagnostics=0 $PIPELINE audit archive --profile never.json", "DOTNET_EnableDiagnostics")]
    [TestCase("$PIPELINE audit archive --profile nowhere/never.json", "nowhere")]
    public async Task Profile_ThatCannotBeTaken_IsToldBeforeTheAudit(string command, string why)
    {
        NotForTheNativeCommand();

        var outcome = await ShellAsync(command);

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Failure, "")));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1).And.Some.Contain(why));
        Assert.That(File.Exists(Path.Combine(_directory, "never.json")), Is.False);
    }

    [Test]
    public async Task Profiler_NotAskedFor_IsNotLoaded()
    {
        NotForTheNativeCommand();
        RequiredTool.Strace.Require();

        var outcome = await ShellAsync(
            "strace -f -e trace=openat -o opened $PIPELINE audit archive --fail-on none > /dev/null; grep -c -e Profiling.dll -e TraceEvent.dll -e NETCore.Client.dll opened"
        );

        if (outcome.Error.Contains("Operation not permitted", StringComparison.Ordinal))
            Assert.Ignore("processes may not be traced here; run the tests outside of a container that forbids ptrace");
        Assert.That(outcome.Output, Is.EqualTo("0\n"), outcome.Error);
    }

    private static void NotForTheNativeCommand()
    {
        if (IsNative) Assert.Ignore(BuiltCommand.NoProfiles);
    }

    private List<string> Frames(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_directory, file)));
        return
        [
            .. document
                .RootElement.GetProperty("shared")
                .GetProperty("frames")
                .EnumerateArray()
                .Select(frame => frame.GetProperty("name").GetString()!),
        ];
    }

    private Task<Outcome> ShellAsync(string command) => BuiltCommand.ShellAsync(_directory, command);
}
