using System.Text.Json;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline serve</c> as a process, with real signals.</summary>
[Category("Process")]
internal sealed class ServeProcessTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private string _directory = "";

    [SetUp]
    public void MakeADirectory() => _directory = Directory.CreateTempSubdirectory("pipeline-serve-").FullName;

    [TearDown]
    public void DeleteIt() => Directory.Delete(_directory, recursive: true);

    [TestCase(Terminate)]
    [TestCase(Interrupt)]
    [TestCase(Hangup)]
    public async Task Signal_WhileNothingRuns_IsACleanStop(int signal)
    {
        await GenerateAsync("--hours 1 --seconds 30");
        using var served = await ServedCommand.StartAsync(_directory);
        Assert.That(await served.Client.GetStringAsync("/readyz"), Is.EqualTo("""{"status":"ready"}"""));

        var (exitCode, log) = await served.EndAsync(signal);

        Assert.That(exitCode, Is.Zero, log);
        Assert.That(log.TrimEnd().Split('\n'), Has.Length.EqualTo(1).And.All.Contains("[100] Listening on "));
    }

    [Test]
    public async Task Signal_DuringARun_KeepsItsHoursAndTheNextStartGoesOn()
    {
        await GenerateAsync("--channels 2 --qualities 2 --hours 400 --seconds 60");
        using (var served = await ServedCommand.StartAsync(_directory))
        {
            await served.UntilAsync("main", _ => AreSettled());
            using var asked = await served.Client.PostAsync("/api/archives/main/runs", null);
            await served.UntilAsync("main", archive => archive.GetProperty("hoursDone").GetInt64() > 100);
            var (exitCode, log) = await served.EndAsync(Terminate);
            Assert.That(exitCode, Is.Zero, log);
            Assert.That(log, Does.Contain("[203] Stopped auditing main"));
        }

        Assert.That(Directory.GetFiles(_directory, "*.ndjson"), Is.Empty);
        using var next = await ServedCommand.StartAsync(_directory);
        var archive = await next.UntilAsync("main", IsIdleAfterARun);
        var runs = (await next.GetAsync("/api/archives/main/runs")).GetProperty("runs");
        var (_, secondLog) = await next.EndAsync(Terminate);

        Assert.That(
            runs.EnumerateArray().Select(run => run.GetProperty("status").GetString()),
            Is.EqualTo(["complete", "cancelled"]),
            archive.GetRawText());
        Assert.That(runs[0].GetProperty("hoursRecalled").GetInt64(), Is.GreaterThan(0));
        Assert.That(runs[1].GetProperty("hoursRead").GetInt64(), Is.GreaterThan(0));
        Assert.That(secondLog, Does.Contain("[212] The last run of main").And.Contain("[201] Audited main"));
        Assert.That(Directory.GetFiles(_directory, "*.ndjson"), Has.Length.EqualTo(1));
    }

    /// <summary>Whether a run has come to its end and none goes on. Just after the start there may be none to tell of yet.</summary>
    private static bool IsIdleAfterARun(JsonElement archive) =>
        archive.GetProperty("activity").GetString() == "idle"
        && archive.GetProperty("lastRun") is { ValueKind: JsonValueKind.Object } run
        && run.GetProperty("exit") is { ValueKind: JsonValueKind.Number };

    /// <summary>Whether the hours have not changed for so long that the ledger believes them.</summary>
    private bool AreSettled() =>
        TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(Path.Combine(_directory, "pipeline.json")) > TimeSpan.FromSeconds(3);

    private async Task GenerateAsync(string options)
    {
        var outcome = await BuiltCommand.ShellAsync(_directory, $"$PIPELINE generate archive --faults none {options}");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        await File.WriteAllTextAsync(
            Path.Combine(_directory, "pipeline.json"),
            """{"serve":{"archives":[{"name":"main","root":"archive","cron":"0 0 1 1 *","parallelism":1,"reports":[{"output":"main.ndjson"}]}]}}"""
        );
    }
}
