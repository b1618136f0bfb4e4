using System.Net;
using System.Net.Sockets;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline serve --check</c>.</summary>
internal sealed class ServeCheckTests
{
    [Test]
    public async Task Check_WhereAllIsAsItShouldBe_SaysSoAndDoesNothing()
    {
        using var pipeline = new Pipeline { TimeProvider = new FixedTimeProvider(Timestamp.Parse("2026-03-28T12")) };
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", "2026-03-28T10", SegmentNames.Full("00:00"));
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        pipeline.WriteFile("pipeline.json", $$"""
            {"serve":{"urls":"http://{{taken.LocalEndpoint}}","archives":[
                {"name":"main","root":"{{tree.Root}}","ledger":"{{pipeline.WorkingDirectory}}/main.db","cron":"30 2 * * *","timeZone":"Europe/Berlin",
                 "verify":{"schedule":"0 1 * * *","window":"01:00-06:00"},
                 "reports":[{"format":"html","output":"{{pipeline.WorkingDirectory}}/main-{date}.html","keep":30}]}] } }
            """);

        var outcome = await pipeline.RunAsync("serve", "--check");

        Snapshot.Match(
            "serve-check",
            outcome.Output.Replace(pipeline.WorkingDirectory, "/var/lib/pipeline", StringComparison.Ordinal)
                .Replace(tree.Root, "/srv/archive", StringComparison.Ordinal));
        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Success, "")));
        Assert.That(pipeline.Files(), Is.EqualTo(["pipeline.json"]));
    }

    [Test]
    public async Task Check_WhereSomethingIsWrong_SaysWhatAndEndsWithFindings()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", $$"""
            {"serve":{"archives":[{"name":"main","root":"/nowhere/archive","ledger":"{{pipeline.WorkingDirectory}}/main.db"}],
             "notify":[{"name":"desk","webhook":"http://127.0.0.1:1/SECRET","secretFile":"/nowhere/key"}]},
             "fleet":{"node":"n1","databaseFile":"/nowhere/SECRET-free","archive":"main"} }
            """);

        var outcome = await pipeline.RunAsync("serve", "--check");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Findings), outcome.Error);
        Assert.That(outcome.OutputLines, Is.EqualTo((string[])
        [
            "archive main",
            "  WRONG  root /nowhere/archive: there is no directory /nowhere/archive",
            $"  ok     ledger {pipeline.WorkingDirectory}/main.db",
            "  when   audit: only when it is asked for",
            "hook desk",
            "  ok     webhook",
            "  WRONG  file of the secret: the file of the secret cannot be read",
            "fleet pipeline",
            outcome.OutputLines[8],
            "",
            "5 things looked at: 3 not as it should be.",
        ]));
        Assert.That(outcome.OutputLines[8], Does.StartWith("  WRONG  database: databaseFile /nowhere/SECRET-free cannot be read: "));
        Assert.That(outcome.Output, Does.Not.Contain("/SECRET\n"));
    }

    [Test]
    public async Task Check_OnATerminal_BreaksBetweenWordsBesideTheLabels()
    {
        using var pipeline = new Pipeline { OutputScreen = new Screen(80, 24, HasColours: false) };
        var root = $"/nowhere/{new string('x', 30)}";
        pipeline.WriteFile("pipeline.json", $$"""
            {"serve":{"archives":[{"name":"main","root":"{{root}}","ledger":"{{pipeline.WorkingDirectory}}/main.db"}]} }
            """);

        var outcome = await pipeline.RunAsync("serve", "--check");

        Assert.That(outcome.OutputLines[1], Is.EqualTo($"  WRONG  root {root}: there is no directory"));
        Assert.That(outcome.OutputLines[2], Is.EqualTo($"         {root}"));
    }

    [Test]
    public async Task Check_OfAWrongConfiguration_IsMisuse()
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("pipeline.json", """{"serve":{"archives":[{"name":"main","root":"r","cron":"daily"}]}}""");

        var outcome = await pipeline.RunAsync("serve", "--check");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(outcome.ErrorLines[0], Does.StartWith("pipeline: pipeline.json: serve:archives:0:cron: 'daily' is not a cron"));
    }
}
