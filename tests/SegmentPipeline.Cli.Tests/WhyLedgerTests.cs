using System.Text.Json;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline why --ledger</c>: what verifications found in the segments that touch a moment.</summary>
internal sealed class WhyLedgerTests
{
    private const string Hour = "archive/c/q/2026-03-28T10";
    private const string Moment = "2026-03-28T10:00:01Z";
    private const string Empty = "00:00-2.0-full-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU.ts";

    private Pipeline _pipeline = null!;

    private string File => Path.Combine(_pipeline.WorkingDirectory, Hour, Empty);

    /// <summary>Verified is by the real clock, since what files have is the real time.</summary>
    [SetUp]
    public void Begin()
    {
        _pipeline = new Pipeline { TimeProvider = TimeProvider.System };
        Directory.CreateDirectory(Path.Combine(_pipeline.WorkingDirectory, Hour));
        System.IO.File.WriteAllText(File, "");
    }

    [TearDown]
    public void End() => _pipeline.Dispose();

    [Test]
    public async Task Segment_ThatIsCorrupt_IsToldWithLevelAndCauses()
    {
        var verified = await _pipeline.RunAsync("verify", "archive", "--ledger", "l.db", "--level", "edges");
        Assert.That(verified.ExitCode, Is.EqualTo(1), verified.Error);

        var text = await WhyAsync();
        var json = await ReadAsync();

        Assert.That(text, Does.Match(@"What is in 2026-03-28T10/00:00-2\.0-full-\S+:").And.Contain("It is corrupt: empty."));
        Assert.That(text, Does.Match("were verified, level edges,\\s+the first of\\s+them at 20"));
        Assert.That(json.GetProperty("level").GetString(), Is.EqualTo("edges"));
        Assert.That(json.GetProperty("verified").GetString(), Does.StartWith("20"));
        Assert.That(json.GetProperty("corrupt").GetProperty("causes")[0].GetProperty("cause").GetString(), Is.EqualTo("empty"));
        Assert.That(json.GetProperty("changed").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Segment_InWhichNothingIsWrong_IsToldSo()
    {
        System.IO.File.WriteAllBytes(File, new byte[188]);
        await _pipeline.RunAsync("verify", "archive", "--ledger", "l.db", "--level", "sizes");

        Assert.That(await WhyAsync(), Does.Contain("level sizes").And.Contain("Nothing was found wrong with it."));
        Assert.That((await ReadAsync()).GetProperty("corrupt").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Segment_OfAnHourThatWasNeverVerified_IsToldSo()
    {
        await _pipeline.RunAsync("audit", "archive", "--ledger", "l.db", "--fail-on", "none");

        Assert.That(await WhyAsync(), Does.Contain("Its hour has not been verified.").And.Not.Contain("Nothing was found"));
        Assert.That((await ReadAsync()).GetProperty("level").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Segment_ThatWasWrittenToSince_IsNotCalledRight()
    {
        System.IO.File.WriteAllBytes(File, new byte[188]);
        await _pipeline.RunAsync("verify", "archive", "--ledger", "l.db", "--level", "sizes");
        var before = Timestamp.Parse((await ReadAsync()).GetProperty("verified").GetString()!);
        while (ChangeOf(File) <= before) System.IO.File.WriteAllBytes(File, new byte[376]);

        Assert.That(
            await WhyAsync(), Does.Contain("It was put there, written to or renamed after that").And.Not.Contain("Nothing was found"));
        Assert.That(Timestamp.Parse((await ReadAsync()).GetProperty("changed").GetString()!), Is.GreaterThan(before));
    }

    [Test]
    public async Task Ledger_ThatIsNotThere_IsToldInOneLine()
    {
        var outcome = await _pipeline.RunAsync("why", "archive", "c", "q", Moment, "--ledger", "nowhere.db");

        Assert.That((outcome.ExitCode, outcome.ErrorLines.Length), Is.EqualTo((2, 1)), outcome.Error);
    }

    /// <summary>A file that has just been written has the same time of writing and of change.</summary>
    private static Timestamp ChangeOf(string path) =>
        Timestamp.FromDateTimeOffset(new DateTimeOffset(System.IO.File.GetLastWriteTimeUtc(path)));

    private async Task<string> WhyAsync()
    {
        var outcome = await _pipeline.RunAsync("why", "archive", "c", "q", Moment, "--ledger", "l.db");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        return outcome.Output;
    }

    private async Task<JsonElement> ReadAsync()
    {
        var outcome = await _pipeline.RunAsync("why", "archive", "c", "q", Moment, "--ledger", "l.db", "--format", "json");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        return JsonDocument.Parse(outcome.Output).RootElement.GetProperty("verifications")[0];
    }
}
