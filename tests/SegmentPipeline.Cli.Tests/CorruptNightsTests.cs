using System.Text.Json;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli.Tests;

/// <summary>A file breaks, is found corrupt, replaced and found right: what each verb says on the way.</summary>
[Platform("Linux")]
internal sealed class CorruptNightsTests
{
    private Pipeline _pipeline = null!;
    private string _broken = "";

    /// <summary>Three hours of some sixty segments each, audited and verified, and a copy of them. Then the first segment of the oldest
    /// hour gets a flipped bit.</summary>
    /// <remarks>By the real clock, since what files have is the real time.</remarks>
    [SetUp]
    public async Task BreakAFileAsync()
    {
        _pipeline = new Pipeline { TimeProvider = TimeProvider.System };
        string[] size = ["--qualities", "1", "--hours", "3", "--seconds", "60", "--faults", "none"];
        foreach (var archive in (string[])["archive", "copy"]) await RunAsync(0, ["generate", archive, "--media", .. size]);
        await RunAsync(0, "audit", "archive", "--ledger", "l.db");
        await RunAsync(0, "verify", "archive", "--ledger", "l.db");
        var root = Path.Combine(_pipeline.WorkingDirectory, "archive");
        _broken = Directory.GetFiles(root, "*.ts", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(_broken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(_broken, bytes);
        await RunAsync(1, "verify", "archive", "--ledger", "l.db");
    }

    [TearDown]
    public void End() => _pipeline.Dispose();

    [Test]
    public async Task BrokenFile_IsCorruptedAndThenMendedByTheCopy()
    {
        var found = await AuditAsync(ExitCode.CoverageLost);
        Assert.That(Text(found, "change", "path", "selected"), Is.EqualTo($"corrupted {Name} True"));
        await RunAsync(0, Fill);

        await RunAsync(ExitCode.BudgetSpent, "verify", "archive", "--ledger", "l.db", "--budget", "1");

        var mended = await AuditAsync(ExitCode.Success);
        Assert.That(Text(mended, "change", "path", "mending"), Is.EqualTo($"mended {Name} replaced"));
        Assert.That(mended.GetProperty("replicas")[0].GetString(), Is.EqualTo("node2"));
    }

    [Test]
    public async Task Filling_ThatReplacedAFile_SaysSoInTheLedger()
    {
        await RunAsync(0, Fill);

        var history = await RunAsync(0, "history", "--ledger", "l.db", "--format", "json");

        var fill = JsonDocument.Parse(history.Output).RootElement.GetProperty("runs")[0];
        Assert.That(Text(fill, "kind", "replaced", "published"), Is.EqualTo("fill 1 0"));
        var csv = await RunAsync(0, "history", "--ledger", "l.db", "--format", "csv");
        Assert.That(csv.OutputLines[1].TrimEnd(), Does.EndWith(",,,1,,,,"));
    }

    /// <remarks>Without a look at the file, the newest hour would be next: it has waited longest.</remarks>
    [Test]
    public async Task FileThatWasWrittenTo_IsLookedAtFirst()
    {
        var copy = _broken.Replace("/archive/", "/copy/", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(_broken, await File.ReadAllBytesAsync(copy));

        await RunAsync(ExitCode.BudgetSpent, "verify", "archive", "--ledger", "l.db", "--budget", "1");

        var map = await RunAsync(0, "map", "archive", "--ledger", "l.db", "--deterministic");
        Assert.That(map.Output, Does.Not.Contain("corrupt"));
    }

    [Test]
    public async Task FileThatNobodyTouched_WaitsForItsTurn()
    {
        await RunAsync(ExitCode.BudgetSpent, "verify", "archive", "--ledger", "l.db", "--budget", "1", "--fail-on", "none");

        var history = await RunAsync(0, "history", "--ledger", "l.db", "--format", "json");
        var run = JsonDocument.Parse(history.Output).RootElement.GetProperty("runs")[0];
        Assert.That(Text(run, "kind", "checked", "corrupt"), Is.EqualTo("verify 1 0"));
    }

    /// <remarks>Of hours that are all verified none is begun.</remarks>
    [Test]
    public async Task Nights_WithABudgetOfAnHour_ReadTheOneThatHasWaitedLongest()
    {
        var read = new List<int>();
        for (var night = 0; night < 4; night++)
        {
            var before = VerifiedAt();
            await RunAsync(ExitCode.BudgetSpent, "verify", "archive", "--ledger", "l.db", "--budget", "60", "--fail-on", "none");
            read.Add(VerifiedAt().Zip(before).ToList().FindIndex(pair => pair.First != pair.Second));
        }

        Assert.That(read, Is.EqualTo([2, 1, 0, 2]));
    }

    [TestCase(80)]
    [TestCase(120)]
    public async Task AuditAndHistory_AsText_SayWhatWasCorrupted(int width)
    {
        _pipeline.OutputScreen = new Screen(width, 24, HasColours: false);

        var audit = await RunAsync(ExitCode.CoverageLost, "audit", "archive", "--ledger", "l.db", "--deterministic");

        Assert.That(audit.Output, Does.Match(@"Since run 1: 1 corrupted\.\n +corrupted file +\S+ +2026-03-28T18:00:00\S+ +\S+; hash\n"));
        Assert.That(audit.Output, Does.Match(@"Failed: selected segments were found corrupt since the last complete\srun\."));
        var history = await RunAsync(0, "history", "--ledger", "l.db");
        Assert.That(history.Output, width == 80 ? Does.Contain("Corrupted") : Does.Contain("Corrupted").And.Contain("Mended"));
    }

    [TestCase(40)]
    [TestCase(100)]
    [TestCase(1000)]
    public async Task Map_WithTheLedger_MarksTheFileAtEveryWidth(int width)
    {
        var plain = await RunAsync(0, "map", "archive", "--width", $"{width}", "--deterministic");
        var marked = await RunAsync(0, "map", "archive", "--width", $"{width}", "--deterministic", "--ledger", "l.db");

        var marks = marked.OutputLines.Except(plain.OutputLines).ToList();
        Assert.That(marks[0].Trim(), Does.Match(@"^\^+$"), marked.Output);
        Assert.That(marked.Output, Does.Contain("^ corrupt segments above"));
        Assert.That(plain.Output, Does.Not.Contain("corrupt"));
    }

    [TestCase("m.svg")]
    [TestCase("m.html")]
    [TestCase("m.png")]
    public async Task Picture_WithTheLedger_IsAnotherOnlyWhileAFileIsCorrupt(string file)
    {
        var plain = await DrawAsync(file);
        var marked = await DrawAsync(file, "--ledger", "l.db");
        await RunAsync(0, Fill);
        await RunAsync(0, "verify", "archive", "--ledger", "l.db");

        var mended = await DrawAsync(file, "--ledger", "l.db");

        Assert.That(marked, Is.Not.EqualTo(plain));
        Assert.That(mended, Is.EqualTo(plain));
    }

    private static string[] Fill =>
        ["fill", "archive", "--replica", "node2=copy", "--ledger", "l.db", "--replace-corrupt", "--quarantine", "quarantine"];

    /// <summary>The broken file, as records have it.</summary>
    private string Name => $"{Path.GetFileName(Path.GetDirectoryName(_broken))}/{Path.GetFileName(_broken)}";

    /// <summary>When each hour was verified, by time.</summary>
    private Timestamp[] VerifiedAt()
    {
        var directory = Path.GetDirectoryName(Path.GetDirectoryName(_broken))!;
        var stream = new StreamId(Path.GetFileName(Path.GetDirectoryName(directory))!, Path.GetFileName(directory));
        using var ledger = AuditLedger.OpenForReading(Path.Combine(_pipeline.WorkingDirectory, "l.db"));
        return
        [
            .. Directory.GetDirectories(directory).Order(StringComparer.Ordinal)
                .Select(hour => ledger.VerifiedIn(stream, Timestamp.Parse(Path.GetFileName(hour)).Hour)!.VerifiedAt),
        ];
    }

    private static string Text(JsonElement record, params string[] fields) =>
        string.Join(' ', fields.Select(field => record.GetProperty(field).ToString()));

    /// <summary>Audits.</summary>
    /// <returns>The only difference.</returns>
    private async Task<JsonElement> AuditAsync(int exitCode)
    {
        var outcome = await RunAsync(exitCode, "audit", "archive", "--ledger", "l.db", "--format", "ndjson");
        var deltas = outcome.OutputLines.Where(line => line.Contains("\"type\":\"delta\"", StringComparison.Ordinal));
        return JsonDocument.Parse(deltas.Single()).RootElement;
    }

    private async Task<byte[]> DrawAsync(string file, params string[] options)
    {
        await RunAsync(0, ["map", "archive", "--output", file, "--deterministic", "--quiet", .. options]);
        return await File.ReadAllBytesAsync(Path.Combine(_pipeline.WorkingDirectory, file));
    }

    private async Task<Outcome> RunAsync(int exitCode, params string[] arguments)
    {
        var outcome = await _pipeline.RunAsync(arguments);
        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode), string.Join(' ', arguments) + outcome.Error + outcome.Output);
        return outcome;
    }
}
