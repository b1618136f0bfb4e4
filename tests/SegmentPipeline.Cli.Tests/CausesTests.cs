using System.Text.Json;

namespace SegmentPipeline.Cli.Tests;

/// <summary><c>pipeline audit --causes</c> with copies, a ledger and a verification.</summary>
internal sealed class CausesTests
{
    private static readonly string[] Ndjson = ["--format", "ndjson", "--quiet"];

    private Pipeline _pipeline = null!;

    [SetUp]
    public async Task LayOutAsync()
    {
        _pipeline = new Pipeline();
        foreach (var copy in (string[])["here", "there"])
        {
            var made = await _pipeline.RunAsync(
                "generate", copy, "--channels", "2", "--qualities", "2", "--hours", "1", "--faults", "none", "--seed", "7");
            Assert.That(made.ExitCode, Is.Zero, made.Error);
        }
    }

    [TearDown]
    public void Delete() => _pipeline.Dispose();

    [Test]
    public async Task Losses_OfEachKind_SayWhereTheyCameFrom()
    {
        Remove("here", "*", "*", "10");
        Remove("there", "*", "*", "10");
        Remove("here", "*", "*", "20");
        Remove("here", "channel01", "*", "30");
        Remove("there", "channel01", "*", "30");
        Remove("here", "channel02", "source", "40");

        var causes = await CausesOfAsync("audit", "here", "--replica", "n2=there");

        Assert.That(
            causes,
            Is.EqualTo((string[])
            [
                "channel01/720p60 10 everywhere", "channel01/720p60 20 node", "channel01/720p60 30 source",
                "channel01/source 10 everywhere", "channel01/source 20 node", "channel01/source 30 source",
                "channel02/720p60 10 everywhere", "channel02/720p60 20 node",
                "channel02/source 10 everywhere", "channel02/source 20 node", "channel02/source 40 quality",
            ]));
    }

    [Test]
    public async Task FilesThatVanish_AreOfTheDisk()
    {
        await _pipeline.RunAsync("audit", "here", "--channel", "channel01", "--quality", "source", "--ledger", "l.db", "--quiet");
        Remove("here", "channel01", "source", "40");
        Assert.That(
            await CausesOfAsync("audit", "here", "--channel", "channel01", "--quality", "source", "--ledger", "l.db", "--causes"),
            Is.EqualTo((string[])["channel01/source 40 disk"]));
    }

    [Test]
    public async Task SessionThatAVerificationTells_IsARestart()
    {
        Remove("here", "channel01", "source", "40");
        var hole = (await HolesAsync("audit", "here", "--channel", "channel01", "--quality", "source")).Single();
        var range = $"\"start\":\"{hole.GetProperty("start")}\",\"end\":\"{hole.GetProperty("end")}\"";
        await File.WriteAllTextAsync(
            Path.Combine(_pipeline.WorkingDirectory, "verified.ndjson"),
            "{\"type\":\"header\"}\n{\"type\":\"restart\",\"channel\":\"channel01\",\"quality\":\"source\"," + range + ",\"microseconds\":1}\n");
        Assert.That(
            await CausesOfAsync("audit", "here", "--channel", "channel01", "--quality", "source", "--verified", "verified.ndjson"),
            Is.EqualTo((string[])["channel01/source 40 restart"]));
    }

    [TestCase("")]
    [TestCase("no record")]
    [TestCase("{\"type\":\"restart\"}")]
    [TestCase("{\"type\":\"restart\",\"channel\":\"..\",\"quality\":\"q\",\"start\":\"x\",\"end\":\"y\"}")]
    [TestCase("[]")]
    public async Task Verification_ThatIsNone_IsRefused(string line)
    {
        await File.WriteAllTextAsync(Path.Combine(_pipeline.WorkingDirectory, "verified.ndjson"), line + "\n");
        var run = await _pipeline.RunAsync("audit", "here", "--verified", "verified.ndjson");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((64, "")));
        Assert.That(run.Error, Does.Contain("--verified: ").And.Contain("line 1"));
    }

    [Test]
    public async Task CopyThatCannotBeAsked_IsToldAndTellsNothing()
    {
        Remove("here", "*", "*", "10");
        var run = await _pipeline.RunAsync(["audit", "here", "--replica", "n2=nowhere", .. Ndjson]);
        Assert.That(run.Error, Does.Contain("copy n2 could not be asked"));
        Assert.That(run.Output, Does.Contain("\"cause\":\"undetermined\"").And.Not.Contain("everywhere"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task Text_SaysItInASentence()
    {
        Remove("here", "*", "*", "10");
        var run = await _pipeline.RunAsync("audit", "here", "--causes");
        Assert.That(run.Output, Does.Contain("Cause").And.Contain(
            $"everywhere, 4 losses: {LossCauses.SentenceOf(LossCause.Everywhere)}"));
    }

    [TestCase("csv")]
    [TestCase("json")]
    public async Task Formats_HaveTheWord(string format)
    {
        Remove("here", "*", "*", "10");
        Assert.That((await _pipeline.RunAsync("audit", "here", "--causes", "--format", format)).Output, Does.Contain("everywhere"));
    }

    [Test]
    public async Task Report_WithoutCauses_HasNoWordOfThem()
    {
        Remove("here", "*", "*", "10");
        Assert.That((await _pipeline.RunAsync(["audit", "here", .. Ndjson])).Output, Does.Not.Contain("cause"));
    }

    private void Remove(string copy, string channel, string quality, string minute)
    {
        var root = new DirectoryInfo(Path.Combine(_pipeline.WorkingDirectory, copy));
        var files = root.EnumerateDirectories(channel).SelectMany(stream => stream.EnumerateDirectories(quality))
            .SelectMany(stream => stream.EnumerateFiles($"{minute}:*.ts", SearchOption.AllDirectories)).ToList();
        Assert.That(files, Is.Not.Empty);
        files.ForEach(file => file.Delete());
    }

    /// <summary>Of each hole the stream, the minute in which it lies, and the cause.</summary>
    private async Task<IReadOnlyList<string>> CausesOfAsync(params string[] line) =>
    [
        .. (await HolesAsync(line)).Select(hole =>
            $"{hole.GetProperty("channel")}/{hole.GetProperty("quality")} {hole.GetProperty("start").GetString()![14..16]} {hole.GetProperty("cause")}"),
    ];

    private async Task<IReadOnlyList<JsonElement>> HolesAsync(params string[] line)
    {
        var run = await _pipeline.RunAsync([.. line, .. Ndjson]);
        Assert.That(run.ExitCode, Is.EqualTo(1).Or.EqualTo(4), run.Error);
        return
        [
            .. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(record => JsonDocument.Parse(record).RootElement)
                .Where(record => record.GetProperty("type").GetString() == "hole"),
        ];
    }
}
