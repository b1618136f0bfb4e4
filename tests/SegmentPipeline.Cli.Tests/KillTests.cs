using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Audits that are killed at any moment: the next one goes on, and says what one that was never disturbed says.</summary>
[Category("Process")]
internal sealed class KillTests
{
    private const int Kills = 20;
    private const int MostTries = 80;
    private const int Killed = 137;

    private string _directory = "";

    [OneTimeSetUp]
    public async Task RecordANightAndChangeEveryHour()
    {
        _directory = Directory.CreateTempSubdirectory("pipeline-kill-").FullName;
        await RunAsync("$PIPELINE generate archive --channels 2 --qualities 1 --hours 200 --seconds 30 --faults many");
        await RunAsync("$PIPELINE audit archive --ledger base.db --fail-on none --quiet");
        foreach (var hour in Directory.GetDirectories(Path.Combine(_directory, "archive"), "2026*", SearchOption.AllDirectories))
        {
            var files = Directory.GetFiles(hour, "*full*").Order(StringComparer.Ordinal).ToList();
            if (files.Count > 5) File.Delete(files[5]);
        }
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Audit_KilledAtAnyMomentAndResumed_SaysWhatAnUndisturbedOneSays()
    {
        var begun = Stopwatch.GetTimestamp();
        var expected = await AuditAsync("undisturbed", "");
        var longest = Stopwatch.GetElapsedTime(begun);
        Assert.That(expected.ExitCode, Is.EqualTo(ExitCode.CoverageLost));
        Assert.That(expected.Output, Does.Contain("\"type\":\"delta\",\"change\":\"lost\""));
        var random = new Random(Environment.ProcessId);
        var (kills, recalled) = (0, 0L);
        for (var i = 0; i < MostTries && kills < Kills; i++)
        {
            var moment = (longest * random.NextDouble()).TotalSeconds.ToString("F4", CultureInfo.InvariantCulture);
            var killed = await AuditAsync($"killed-{i}", $"timeout -s KILL {moment}");
            if (killed.ExitCode != Killed || await IsRecordedAsync($"killed-{i}.db")) continue;
            kills++;

            var resumed = await ShellAsync($"$PIPELINE audit archive --ledger killed-{i}.db --format ndjson --deterministic --quiet");

            Assert.That(resumed.ExitCode, Is.EqualTo(expected.ExitCode), resumed.Error);
            Assert.That(FirstDifference(resumed.OutputLines, expected.OutputLines), Is.Null, $"killed after {moment} s");
            recalled += await HoursRecalledAsync($"killed-{i}.db");
        }

        Assert.That(kills, Is.EqualTo(Kills), "hardly a run was killed");
        Assert.That(recalled, Is.GreaterThan(0), "no resumed run knew an hour that the killed one had read");
    }

    [Test]
    public async Task Ledger_OfARunThatIsStillAtIt_IsHeldByItsProcess()
    {
        var outcome = await ShellAsync("""
            cp base.db held.db
            mkfifo stuck
            $PIPELINE audit archive --ledger held.db --format ndjson --quiet > stuck &
            holder=$!
            exec 3< stuck
            read -r line <&3
            $PIPELINE audit archive --ledger held.db --quiet > second.txt
            echo $?
            $PIPELINE history --ledger held.db --runs 1 --format csv | tail -n 1 | cut -d , -f 4
            kill -KILL $holder
            exec 3<&-
            wait
            $PIPELINE audit archive --ledger held.db --quiet > third.txt
            echo $?
            """);

        Assert.That(outcome.OutputLines, Is.EqualTo(["2", "running", "4"]), outcome.Error);
        Assert.That(outcome.Error, Does.Match(@"pipeline: the ledger \S*held\.db is held by process \d+ on \S+ since 20\S+Z; wait until it is done"));
    }

    /// <summary>Audits with a ledger that has one night.</summary>
    private Task<Outcome> AuditAsync(string ledger, string before) =>
        ShellAsync($"cp base.db {ledger}.db; {before} $PIPELINE audit archive --ledger {ledger}.db --format ndjson --deterministic --quiet");

    private static string? FirstDifference(string[] actual, string[] expected)
    {
        for (var i = 0; i < Math.Max(actual.Length, expected.Length); i++)
        {
            var (now, was) = (actual.ElementAtOrDefault(i), expected.ElementAtOrDefault(i));
            if (now != was) return $"line {i + 1}: {now}\ninstead of {was}";
        }

        return null;
    }

    /// <summary>Whether the kill came after the end of the run, between its last commit and the end of its process.</summary>
    private async Task<bool> IsRecordedAsync(string ledger) => (await LastRunAsync(ledger)) is var run
        && run.GetProperty("status").GetString() == "complete" && run.GetProperty("run").GetInt64() == 2;

    /// <summary>What the last run of a ledger did not have to read.</summary>
    private async Task<long> HoursRecalledAsync(string ledger) => (await LastRunAsync(ledger)).GetProperty("hoursRecalled").GetInt64();

    private async Task<JsonElement> LastRunAsync(string ledger)
    {
        var history = await ShellAsync($"$PIPELINE history --ledger {ledger} --runs 1 --format json");
        return JsonDocument.Parse(history.Output).RootElement.GetProperty("runs")[0];
    }

    private async Task RunAsync(string line)
    {
        var outcome = await ShellAsync(line);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
    }

    private Task<Outcome> ShellAsync(string line) => BuiltCommand.ShellAsync(_directory, line);
}
