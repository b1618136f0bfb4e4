using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline fill --watch</c>: what was an archive may be one again, so a pass that fails is told in one line and the next is
/// tried; what never was one ends it.</summary>
[Category("Process")]
[Platform("Linux")]
internal sealed class FillWatchTests
{
    private const string Segment = "c/q/2026-03-28T10/00:00-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU.ts";
    private const string Other = "c/q/2026-03-28T10/00:02-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU.ts";

    /// <summary>Between two passes there is time enough to move a directory, also for a machine that is busy.</summary>
    private const string Watch = "$PIPELINE fill here --replica good=good --quiet --format ndjson --fail-on none --watch 2s";

    private string _directory = "";

    [SetUp]
    public void LayOut()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-fill-watch-").FullName;
        foreach (var path in (string[])[$"here/{Segment}", $"good/{Segment}", $"good/{Other}"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_directory, path))!);
            File.WriteAllBytes(Path.Combine(_directory, path), []);
        }
    }

    [TearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Watch_OfAnArchiveThatIsGoneForAWhile_SaysSoAndFillsItWhenItIsBack()
    {
        var watched = await BuiltCommand.ShellAsync(_directory, $"""
            {Watch} > out 2> err & fill=$!
            until grep -q '"type":"filled"' out; do :; done
            mv here away
            until grep -q 'is the disk mounted' err; do :; done
            rm away/{Other}
            mv away here
            until [[ -e here/{Other} ]]; do :; done
            kill -TERM $fill
            wait $fill; echo $?
            cat err
            """);

        Assert.That(watched.OutputLines[0], Is.EqualTo($"{ExitCode.Terminated}"), watched.Output + watched.Error);
        Assert.That(watched.OutputLines[1..], Is.All.StartsWith("pipeline: ").And.All.Contain("is the disk mounted"));
    }

    [TestCase("rm -r here")]
    [TestCase("rm -r here/c")]
    public async Task Watch_OfWhatNeverWasAnArchive_Ends(string before)
    {
        var watched = await BuiltCommand.ShellAsync(_directory, $"{before}; {Watch}");

        Assert.That(watched.ExitCode, Is.EqualTo(ExitCode.Failure), watched.Error);
        Assert.That(watched.Error, Does.Contain("is the disk mounted"));
    }

    [Test]
    public async Task OnePass_OfAnArchiveThatSomebodyElseFills_Ends()
    {
        RequiredTool.Bash.Require();
        var held = await BuiltCommand.ShellAsync(_directory, $"flock here {Watch.Replace(" --watch 2s", "", StringComparison.Ordinal)}");

        Assert.That(held.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(held.Error, Does.Contain("somebody else is filling"));
    }
}
