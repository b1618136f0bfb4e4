using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline notify --test</c>.</summary>
internal sealed class NotifyTests
{
    [Test]
    public async Task Test_SaysOfEachHookHowItWent()
    {
        using var pipeline = Configured();

        var outcome = await pipeline.RunAsync("notify", "--test");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Findings), outcome.Error);
        Assert.That(outcome.OutputLines, Is.EqualTo((string[])[
            "pager (command): told", "broken (command): not told: it ended with 7", "away (webhook): not told: it cannot be reached",
        ]));
        Assert.That(pipeline.ReadFile("got"), Does.Contain("\"status\":\"test\"").And.Contain("\"hook\":\"pager\""));
        Assert.That(outcome.Output + outcome.Error, Does.Not.Contain("SECRET"));
    }

    [Test]
    public async Task Test_OfOneHook_TriesNoOther()
    {
        using var pipeline = Configured();

        var outcome = await pipeline.RunAsync("notify", "--test", "pager");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Success, "pager (command): told\n")));
    }

    [TestCase("there is no hook 'desk'; there are pager, broken, away", "--test", "desk")]
    [TestCase("notify: write --test, which sends each hook a test message", "pager")]
    public async Task Misuse_IsToldAndNothingIsSent(string expected, params string[] arguments)
    {
        using var pipeline = Configured();

        var outcome = await pipeline.RunAsync(["notify", .. arguments]);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo("pipeline: " + expected));
        Assert.That(pipeline.Files(), Does.Not.Contain("got"));
    }

    [Test]
    public async Task Configuration_WithoutHooks_IsMisuse()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", """{"serve":{"archives":[{"name":"a","root":"/nowhere"}]} }""");

        var outcome = await pipeline.RunAsync("notify", "--test");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Does.Contain("nobody is to be told of anything"));
    }

    private static Pipeline Configured()
    {
        var bash = RequiredTool.Bash.Require();
        var pipeline = new Pipeline();
        var got = Path.Combine(pipeline.WorkingDirectory, "got");
        pipeline.WriteFile("pipeline.json", $$"""
            {"serve":{"archives":[{"name":"a","root":"/nowhere"}],"notify":[
                {"name":"pager","command":["{{bash}}","-c","cat > '{{got}}'"]},
                {"name":"broken","command":["{{bash}}","-c","exit 7"]},
                {"name":"away","webhook":"http://127.0.0.1:1/SECRET"}
            ]} }
            """);
        return pipeline;
    }
}
