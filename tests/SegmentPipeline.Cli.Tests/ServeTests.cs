using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Cli.Tests;

/// <summary>What keeps <c>pipeline serve</c> from starting.</summary>
internal sealed class ServeTests
{
    [TestCase(null, "", "pipeline.json: cannot be read: there is no such file")]
    [TestCase("{}", "", "pipeline.json: there is no section \"serve\" in it; the smallest is { \"serve\": { \"archives\": [{ ")]
    [TestCase(
        "{\"serve\":{}}",
        "",
        "pipeline.json: serve:archives: no archive is named; give at least one, such as { \"name\": \"main\", \"root\": \"/srv/archive\" }"
    )]
    [TestCase("{", "", "pipeline.json: is not JSON: it ends at line 1, column 2, before it is complete")]
    [TestCase("""{"pipeline":{"colour":1},"serve":{"archives":[{"name":"a"}]}}""", "", "pipeline.json: colour: no such key; the keys are ")]
    [TestCase(
        """{"serve":{"archives":[{"name":"a","root":"r","cron":"x"}]}}""",
        "",
        "pipeline.json: serve:archives:0:cron: 'x' is not a cron expression: "
    )]
    [TestCase(
        """{"serve":{"archives":[{"name":"a","root":"r"}]}}""",
        "--urls https://127.0.0.1:1",
        "--urls: 'https://127.0.0.1:1' is not an address to listen on; "
    )]
    [TestCase(
        """{"serve":{"urls":"x","archives":[{"name":"a","root":"r"}]}}""",
        "",
        "pipeline.json: serve:urls: 'x' is not an address to listen on; "
    )]
    [TestCase(
        """{"serve":{"archives":[{"name":"a","root":"r"}]},"fleet":{"node":"n1","local":true,"siloPort":0}}""",
        "",
        "pipeline.json: fleet:siloPort: '0' is not a port; "
    )]
    public async Task Configuration_ThatIsWrong_IsToldInALineAndNothingStarts(string? json, string arguments, string fault)
    {
        using var pipeline = new Pipeline();
        if (json is not null) pipeline.WriteFile("pipeline.json", json);

        var outcome = await pipeline.RunAsync(["serve", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(2));
        Assert.That(outcome.ErrorLines[0], Does.StartWith($"pipeline: {fault}"));
        Assert.That(outcome.ErrorLines[1], Is.EqualTo(HintFor(fault)));
        Assert.That(outcome.Output, Is.Empty);

        static string HintFor(string fault) =>
            fault.StartsWith("--", StringComparison.Ordinal) ? "pipeline serve --help shows what can be written."
            : fault.Contains("fleet:", StringComparison.Ordinal) ? "docs/fleet.md says what can be written."
            : "docs/serve.md says what can be written.";
    }

    [Test]
    public async Task Port_ThatIsTaken_IsToldInALine()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", """{"serve":{"archives":[{"name":"a","root":"r"}]}}""");
        var url = $"http://{taken.LocalEndpoint}";

        var outcome = await pipeline.RunAsync("serve", "--urls", url);

        Assert.That(
            outcome,
            Is.EqualTo(
                new Outcome(ExitCode.Failure, "", $"pipeline: cannot listen on {url}: Address already in use; choose another with --urls\n")
            ));
        Assert.That(pipeline.Files(), Is.EqualTo(["pipeline.json"]));
    }

    [TestCase(ExitCode.Terminated)]
    [TestCase(ExitCode.Interrupted)]
    public async Task Signal_BeforeOrAfterTheStart_IsACleanStop(int signal)
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", """{"serve":{"urls":"http://127.0.0.1:0","archives":[{"name":"a","root":"r"}]}}""");
        var running = pipeline.RunAsync("serve");
        pipeline.Signal(signal);

        Assert.That((await running).ExitCode, Is.Zero.Or.EqualTo(signal));
    }

    [TestCase("audit", "a", "could not stop in time, a disk does not answer that is needed to audit a; ")]
    [TestCase("verify", "a,b", "could not stop in time, a disk does not answer that is needed to verify a, b; ")]
    [TestCase("compare or fill", "", "could not stop in time, a disk does not answer; ")]
    public void Schedule_ThatStillWaitsForADisk_HasNotStopped(string work, string archives, string message)
    {
        var waiting = new TaskCompletionSource();
        var names = archives.Split(',', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(() => ServeVerb.CheckEnd(waiting.Task, work, names), Throws.TypeOf<ServeException>().With.Message.StartsWith(message));
        waiting.SetResult();
        Assert.That(() => ServeVerb.CheckEnd(waiting.Task, work, names), Throws.Nothing);
        Assert.That(() => ServeVerb.CheckEnd(null, work, names), Throws.Nothing);
    }

    [Test]
    public async Task Address_OfAnotherMachine_IsToldInALine()
    {
        const string url = "http://192.0.2.1:8080"; // One of those that RFC 5737 keeps for documents.
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", """{"serve":{"archives":[{"name":"a","root":"r"}]}}""");

        var outcome = await pipeline.RunAsync("serve", "--urls", url);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(
            outcome.ErrorLines[0],
            Does.StartWith($"pipeline: cannot listen on {url}: ").And.EndsWith("; choose another with --urls"));
    }
}
