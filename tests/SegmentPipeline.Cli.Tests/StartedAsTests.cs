namespace SegmentPipeline.Cli.Tests;

/// <summary>What the command recommends can be typed as it stands.</summary>
internal sealed class StartedAsTests
{
    [TestCase("pipeline demo", "bash", "pipeline", TestName = "found on the path")]
    [TestCase("./artifacts/pipeline demo", "bash", "./artifacts/pipeline", TestName = "by a path")]
    [TestCase("/opt/x/pipeline demo", "bash", "/opt/x/pipeline", TestName = "by a whole path")]
    [TestCase("dotnet pipeline.dll demo", "bash", "dotnet pipeline.dll", TestName = "dotnet with the library")]
    [TestCase(
        "/opt/dotnet/dotnet exec --roll-forward Major bin/pipeline.dll demo x.dll",
        "bash",
        "/opt/dotnet/dotnet exec --roll-forward Major bin/pipeline.dll",
        TestName = "dotnet exec"
    )]
    [TestCase(
        "/w/bin/pipeline demo",
        "dotnet run -c Release --project src/SegmentPipeline.Cli -- demo",
        "dotnet run -c Release --project src/SegmentPipeline.Cli --",
        TestName = "dotnet run"
    )]
    [TestCase(
        "/w/bin/pipeline demo d",
        "dotnet run --project src/SegmentPipeline.Cli demo d",
        "dotnet run --project src/SegmentPipeline.Cli --",
        TestName = "dotnet run without dashes"
    )]
    [TestCase("/w/bin/pipeline", "dotnet run", "dotnet run --", TestName = "dotnet run in the project")]
    [TestCase("pipeline demo", "dotnet run -- x", "pipeline", TestName = "found on the path by something that dotnet runs")]
    [TestCase("/w/bin/pipeline demo", "dotnet test x", "/w/bin/pipeline", TestName = "by a test")]
    [TestCase("", "", "pipeline", TestName = "nothing is known")]
    public void Command_Recommended_IsTheOneThatWasTyped(string own, string parent, string expected) =>
        Assert.That(StartedAs.CommandFor(own.Split(' '), parent.Split(' ')), Is.EqualTo(expected));

    [Test]
    public void Words_WithSpacesAndQuotes_AreOneWordToAShell() =>
        Assert.That(StartedAs.CommandFor(["my bin/it's/pipeline", "demo"], ["sh"]), Is.EqualTo(@"'my bin/it'\''s/pipeline'"));

    [Test]
    public async Task Demo_StartedByDotnetRun_RecommendsDotnetRun()
    {
        using var pipeline = new Pipeline { Command = "dotnet run --" };

        var outcome = await pipeline.RunAsync("demo", "a b");

        var place = $"'{Path.Combine(pipeline.WorkingDirectory, "a b")}'";
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        Assert.That(
            outcome.OutputLines,
            Has.Some.EqualTo($"  dotnet run -- map {place}").And.Some.EqualTo($"  rm -r {place}").And.None.StartsWith("  pipeline"));
    }

    [Test]
    public async Task Usage_StartedByAPath_PointsToTheHelpOfThatPath()
    {
        using var pipeline = new Pipeline { Command = "./pipeline" };

        var outcome = await pipeline.RunAsync("audit", "--nonsense");

        Assert.That(outcome.ErrorLines[^1], Is.EqualTo("./pipeline audit --help shows what can be written."));
    }

    [Test]
    [Category("Process")]
    public async Task Demo_AsAProcess_RecommendsWhatASecondShellCanRun()
    {
        var directory = Directory.CreateTempSubdirectory("pipeline-demo-test-").FullName;
        try
        {
            var outcome = await BuiltCommand.ShellAsync(directory, "$PIPELINE demo 'an archive'");
            Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((0, "")));
            var map = outcome.OutputLines.Single(text => text.Contains(" map ", StringComparison.Ordinal));

            var next = await BuiltCommand.ShellAsync(directory, map);

            Assert.That((next.ExitCode, next.Error), Is.EqualTo((0, "")), map);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
