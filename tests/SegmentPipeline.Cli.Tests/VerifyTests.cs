using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline verify</c>: what it says, and what it exits with.</summary>
internal sealed partial class VerifyTests
{
    private const string Hour = "archive/c/q/2026-03-28T10";
    private const int PacketBytes = 188;

    private Pipeline _pipeline = new();

    [SetUp]
    public void Begin()
    {
        _pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(_pipeline.WorkingDirectory, Hour));
    }

    [TearDown]
    public void End() => _pipeline.Dispose();

    [TestCase(80)]
    [TestCase(120)]
    public async Task Verify_OfCorruptFiles_SaysWhatIsWrongAndWhatToDo(int width)
    {
        Write(0, "");
        Write(1, "not a video", isRight: false);
        Write(2, "<html>an error page</html>");
        _pipeline.OutputScreen = new Screen(width, 24, HasColours: false);

        var outcome = await _pipeline.RunAsync("verify", "archive");

        Snapshot.Match($"verify-{width}", Steady(outcome.Output));
        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((1, "")));
    }

    [Test]
    public async Task Verify_OfASample_SaysHowSurely()
    {
        for (var i = 0; i < 30; i++) Write(i, new string('x', PacketBytes));

        var outcome = await _pipeline.RunAsync("verify", "archive", "--level", "sizes", "--sample", "10", "--seed", "7");

        Snapshot.Match("verify-sample", Steady(outcome.Output));
        Assert.That(outcome.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Verify_WithABudget_EndsAtItAndSaysSo()
    {
        for (var i = 0; i < 5; i++) Write(i, new string('x', PacketBytes));

        var outcome = await _pipeline.RunAsync("verify", "archive", "--level", "sizes", "--budget", "2", "--format", "ndjson");

        Assert.That(outcome.ExitCode, Is.EqualTo(124));
        using var summary = JsonDocument.Parse(outcome.OutputLines[^1]);
        Assert.That(summary.RootElement.GetProperty("checked").GetInt32(), Is.EqualTo(2));
        Assert.That(summary.RootElement.GetProperty("notChecked").GetInt32(), Is.EqualTo(3));
        Assert.That(summary.RootElement.GetProperty("exit").GetInt32(), Is.EqualTo(124));
    }

    [Test]
    public async Task Verify_OfFiles_JudgesEachWhereverItLies()
    {
        var corrupt = Write(0, "not a video", isRight: false);
        _pipeline.WriteFile("other.ts", "text");

        var outcome = await _pipeline.RunAsync("verify", corrupt, "other.ts", "--format", "ndjson");
        var missing = await _pipeline.RunAsync("verify", corrupt, "nowhere.ts");
        var harmless = await _pipeline.RunAsync("verify", "other.ts", "--fail-on", "none");

        Assert.Multiple(() =>
        {
            Assert.That((outcome.ExitCode, missing.ExitCode, harmless.ExitCode), Is.EqualTo((1, 3, 0)));
            Assert.That(outcome.OutputLines, Has.Length.EqualTo(2));
            Assert.That(outcome.OutputLines[0], Does.StartWith($$"""{"type":"file","path":"{{corrupt}}","state":"corrupt","bytes":11,"""));
            Assert.That(missing.Output, Does.Contain("vanished nowhere.ts"));
        });
    }

    [Test]
    public async Task Verify_WithALedger_GoesOnWhereTheLastRunEnded()
    {
        for (var i = 0; i < 5; i++) Write(i, new string('x', PacketBytes + (i == 4 ? 1 : 0)));
        string[] line = ["verify", "archive", "--level", "sizes", "--budget", "3", "--ledger", "l.db", "--format", "ndjson"];

        var first = await _pipeline.RunAsync(line);
        var second = await _pipeline.RunAsync(line);
        var runs = await _pipeline.RunAsync("history", "--ledger", "l.db", "--kind", "verify", "--format", "json");

        Assert.Multiple(() =>
        {
            Assert.That((first.ExitCode, second.ExitCode, runs.ExitCode), Is.EqualTo((124, 1, 0)), first.Error + second.Error + runs.Error);
            Assert.That(first.Output, Does.Not.Contain("\"corrupt\",\"channel\""));
            Assert.That(second.Output, Does.Contain("\"type\":\"corrupt\"").And.Contain("\"checked\":2,"));
            Assert.That(runs.Output, Does.Contain("\"kind\":\"verify\""));
        });
    }

    [Test]
    public async Task Verify_OfAnEmptyWindow_SaysThatThereIsNothing()
    {
        Write(0, "x");
        var outcome = await _pipeline.RunAsync("verify", "archive", "--end", "2026-03-28T09");
        Assert.That(outcome.ExitCode, Is.EqualTo(2));
    }

    [TestCase("verify http://node:8000", "ROOT: only files on a disk of this machine can be verified; run this on the node, or fill from it first")]
    [TestCase("verify archive archive", "ROOT: 'archive' is no file; name one archive, or files only")]
    [TestCase("verify a.ts --last 2h", "--last says something about an archive, and files are named; leave it out")]
    [TestCase("verify archive --sample 0", "--sample: '0' is not a size of a sample; write 3000 or 0.5%")]
    [TestCase("verify archive --seed 1", "--seed: there is no sample to draw; write --sample N")]
    [TestCase("verify archive --level deep", "--level: 'deep' is none of sizes, edges, full")]
    [TestCase("verify archive --fail-on hole", "--fail-on: 'hole' is none of none, corrupt, any")]
    [TestCase("verify archive --budget x --parallelism 0",
        "--budget: 'x' is no budget; write bytes as 50GB, a time as 2h, or files as 10000, each once"
        + "|--parallelism: '0' is not a number from 1 to 256")]
    [TestCase("verify archive --within 30d",
        "pipeline verify: whether all is verified in time cannot be told without a rate, or a budget in bytes or files")]
    [TestCase("verify archive --last 2h --start 2026-03-28", "--last says where the window starts and ends; leave --start and --end out")]
    [TestCase("verify archive --output archive/report.txt",
        "--output: 'archive/report.txt' lies in the archive, where nothing is ever changed; name a place elsewhere")]
    public async Task Verify_OfAWrongCommandLine_NamesAllThatIsWrong(string commandLine, string faults)
    {
        var outcome = await _pipeline.RunAsync(commandLine.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(64));
            Assert.That(outcome.ErrorLines[..^1], Is.EqualTo(faults.Split('|').Select(fault => $"pipeline: {fault}")));
            Assert.That(outcome.Output, Is.Empty);
        });
    }

    [Test]
    public async Task Verify_AtARateThatIsTooSlow_IsRefusedBeforeItReads()
    {
        for (var i = 0; i < 10; i++) Write(i, new string('x', 1_000));
        var outcome = await _pipeline.RunAsync("verify", "archive", "--rate", "1B/s", "--within", "1h", "--format", "csv");
        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.Error, Does.Contain("a full pass over 10 files, about 10,000 bytes, takes 2.8 hours, longer than 1 hours"));
    }

    [Test]
    public async Task Verify_WithAReport_WritesAPageAndEveryRecord()
    {
        Write(0, "not a video", isRight: false);
        var outcome = await _pipeline.RunAsync("verify", "archive", "--report", "report", "--output", "out.csv", "--format", "csv");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(1));
            Assert.That(_pipeline.ReadFile("report/index.html"), Does.Contain("1 corrupt").And.Contain("<td>corrupt"));
            Assert.That(_pipeline.ReadFile("report/report.ndjson"), Does.StartWith("{\"type\":\"header\"").And.Contain("\"type\":\"corrupt\""));
            Assert.That(_pipeline.ReadFile("out.csv"), Does.StartWith("type,channel,quality,path,"));
        });
    }

    /// <summary>What a run gives that differs from time to time.</summary>
    private static string Steady(string output) => Duration().Replace(WorkingPlace().Replace(output, "/archive"), " in 1.000s");

    [GeneratedRegex(@" in [0-9.]+(us|ms|s)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"/\S*/pipeline-cli-\S*/archive")]
    private static partial Regex WorkingPlace();

    /// <summary>Writes a segment of two seconds, and gives its path.</summary>
    private string Write(int number, string content, bool isRight = true)
    {
        var hash = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(isRight ? content : content + "?")));
        var path = $"{Hour}/{number / 30:00}:{number % 30 * 2:00}-2.0-full-{hash}.ts";
        _pipeline.WriteFile(path, content);
        return path;
    }
}
