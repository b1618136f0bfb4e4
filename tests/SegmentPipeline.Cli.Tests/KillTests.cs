using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Audits that are killed while they write their report: the next one goes on, and says what one that was never disturbed
/// says.</summary>
[Category("Process")]
internal sealed class KillTests
{
    private const int Killed = 137;
    private const int BytesOfAPipe = 64 * 1024;
    private const string Report = "--format ndjson --deterministic --quiet";

    private readonly CaseFloor _recalled = new(100);
    private string _directory = "";
    private Outcome _expected = null!;

    private static IEnumerable<int> Moments => Seeds.InARow(16);

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

        _expected = await ShellAsync($"cp base.db undisturbed.db; $PIPELINE audit archive --ledger undisturbed.db {Report}");
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Audit_ThatIsNotDisturbed_FindsWhatWasLost()
    {
        Assert.That(_expected.ExitCode, Is.EqualTo(ExitCode.CoverageLost));
        Assert.That(_expected.Output, Does.Contain("\"type\":\"delta\",\"change\":\"lost\""));
        Assert.That(
            _expected.Output,
            Has.Length.GreaterThan(4 * BytesOfAPipe),
            "an audit may end while half of its report waits to be read");
    }

    /// <summary>The line of its report behind which an audit is killed is drawn from the seed, from among those that are not the last to
    /// fit into a pipe: whoever has read so far knows that the audit has not ended.</summary>
    [TestCaseSource(nameof(Moments))]
    public async Task Audit_KilledBehindALineAndResumed_SaysWhatAnUndisturbedOneSays(int seed)
    {
        var line = new Random(seed).Next(1, _expected.OutputLines.Length / 2);
        var killed = await ShellAsync($"""
            cp base.db killed-{seed}.db
            mkfifo pipe-{seed}
            $PIPELINE audit archive --ledger killed-{seed}.db {Report} > pipe-{seed} &
            audit=$!
            exec 3< pipe-{seed}
            for ((i = 0; i < {line}; i++)); do read -r last <&3; done
            kill -KILL $audit
            exec 3<&-
            wait $audit
            echo $?
            """);
        Assert.That(killed.OutputLines, Is.EqualTo([$"{Killed}"]), killed.Error);

        var resumed = await ShellAsync($"$PIPELINE audit archive --ledger killed-{seed}.db {Report}");

        Assert.That(resumed.ExitCode, Is.EqualTo(_expected.ExitCode), resumed.Error);
        Assert.That(FirstDifference(resumed.OutputLines, _expected.OutputLines), Is.Null, $"seed {seed}, killed behind line {line}");
        _recalled.Count(await HoursRecalledAsync($"killed-{seed}.db"));
    }

    [Test]
    [DependsOnTest(nameof(Audit_KilledBehindALineAndResumed_SaysWhatAnUndisturbedOneSays))]
    public void Hours_ThatAKilledAuditHadRead_AreRecalled() => _recalled.Verify();

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
        Assert.That(
            outcome.Error,
            Does.Match(@"pipeline: the ledger \S*held\.db is held by process \d+ on \S+ since 20\S+Z; wait until it is done"));
    }

    private static string? FirstDifference(string[] actual, string[] expected)
    {
        for (var i = 0; i < Math.Max(actual.Length, expected.Length); i++)
        {
            var (now, was) = (actual.ElementAtOrDefault(i), expected.ElementAtOrDefault(i));
            if (now != was) return $"line {i + 1}: {now}\ninstead of {was}";
        }

        return null;
    }

    /// <summary>What the last run of a ledger did not have to read.</summary>
    private async Task<long> HoursRecalledAsync(string ledger)
    {
        var history = await ShellAsync($"$PIPELINE history --ledger {ledger} --runs 1 --format json");
        return JsonDocument.Parse(history.Output).RootElement.GetProperty("runs")[0].GetProperty("hoursRecalled").GetInt64();
    }

    private async Task RunAsync(string line)
    {
        var outcome = await ShellAsync(line);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
    }

    private Task<Outcome> ShellAsync(string line) => BuiltCommand.ShellAsync(_directory, line);
}
