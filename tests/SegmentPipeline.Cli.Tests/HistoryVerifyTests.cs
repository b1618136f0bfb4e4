using System.Text.Json;
using Microsoft.Data.Sqlite;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline history --verify</c>.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HistoryVerifyTests
{
    private readonly ArchiveBuilder _tree = new();
    private readonly Pipeline _pipeline = new();

    [SetUp]
    public async Task Audit()
    {
        _tree.File("c", "q", "2026-03-28T10", SegmentNames.Full("00:00"));
        for (var night = 1; night <= 3; night++)
        {
            var outcome = await _pipeline.RunAsync(
                "audit", _tree.Root, "--ledger", "l.db", "--format", "csv", "--output", $"night{night}.csv", "--report", "page");
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        }
    }

    [TearDown]
    public void Remove()
    {
        _pipeline.Dispose();
        _tree.Dispose();
    }

    [Test]
    public async Task History_ThatIsWhatWasWritten_IsSaidToBe()
    {
        var outcome = await VerifyAsync("--reports", ".");

        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Success, "")));
        Assert.That(outcome.OutputLines[0], Is.EqualTo("3 audits looked at; 3 reports compared, 2 not there."));
        var json = await _pipeline.RunAsync("history", "--ledger", "l.db", "--format", "json");
        using var history = JsonDocument.Parse(json.Output);
        var runs = history.RootElement.GetProperty("runs");
        Assert.That(outcome.OutputLines[1], Is.EqualTo($"The newest is run 3, its digest {runs[0].GetProperty("digest").GetString()}."));
        Assert.That(runs[0].GetProperty("previous").GetString(), Is.EqualTo(runs[1].GetProperty("digest").GetString()));
        Assert.That(
            runs[0].GetProperty("reports").EnumerateArray().Select(report => Path.GetFileName(report.GetProperty("path").GetString())),
            Is.EquivalentTo(["night3.csv", "index.html", "report.ndjson"]));
    }

    [Test]
    public async Task Night_ThatWasExchanged_IsNamed()
    {
        File.Copy(Path.Combine(_pipeline.WorkingDirectory, "page", "report.ndjson"), Path.Combine(_pipeline.WorkingDirectory, "night2.csv"), overwrite: true);
        await using (var connection = new SqliteConnection($"Data Source={_pipeline.WorkingDirectory}/l.db;Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE run SET us_missing = 1 WHERE id = 2";
            command.ExecuteNonQuery();
        }

        var outcome = await VerifyAsync("--reports", ".");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Findings));
        Assert.That(outcome.OutputLines[..2], Is.EqualTo((string[])
        [
            "Run 2 of 2100-01-01 00:00:00 is not what was written down.",
            "night2.csv of run 2 of 2100-01-01 00:00:00 is not the file that was written.",
        ]));
    }

    [TestCase("--reports is for --verify: write both", "--reports", ".")]
    [TestCase("--reports: there is no directory 'none'", "--verify", "--reports", "none")]
    [TestCase("--format: --verify looks at all audits; leave it out", "--verify", "--format", "csv")]
    public async Task Misuse_IsTold(string expected, params string[] arguments)
    {
        var outcome = await _pipeline.RunAsync(["history", "--ledger", "l.db", .. arguments]);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Is.EqualTo("pipeline: " + expected));
    }

    [Test]
    public async Task Reports_OfAnAudit_KeepTheirBytes()
    {
        await _pipeline.RunAsync("audit", _tree.Root, "--format", "csv", "--output", "plain.csv");

        Assert.That(_pipeline.ReadFile("night3.csv"), Is.EqualTo(_pipeline.ReadFile("plain.csv")));
    }

    private Task<Outcome> VerifyAsync(params string[] more) => _pipeline.RunAsync(["history", "--verify", "--ledger", "l.db", .. more]);
}
