using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>What people see, character by character.</summary>
internal sealed class SnapshotTests
{
    [TestCase(80, 24)]
    [TestCase(120, 40)]
    public async Task Report_OnAScreen_FitsItsWidth(int width, int height)
    {
        var outcome = await AuditAsync(Trees.Varied(), new Screen(width, height, HasColours: false));

        Snapshot.Match($"report-{width}x{height}", outcome.Output);
        Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(width));
    }

    [Test]
    public async Task Report_InAPipe_IsNeitherWrappedNorColoured()
    {
        var outcome = await AuditAsync(Trees.Varied(), Screen.None);

        Snapshot.Match("report-pipe", outcome.Output);
        Assert.That(outcome.Output, Does.Not.Contain('\e'));
    }

    [Test]
    public async Task Report_InColours_HasThemOnlyThere() =>
        Snapshot.Match(
            "report-colours",
            (await AuditAsync(Trees.With("hole"), new Screen(80, 24, HasColours: true))).Output.Replace("\e", "<ESC>"));

    [TestCase("nothing")]
    [TestCase("degraded")]
    [TestCase("unreadable")]
    public async Task Report_OfAnArchiveWithoutHoles_SaysSo(string finding) =>
        Snapshot.Match($"report-{finding}", (await AuditAsync(Trees.With(finding), new Screen(80, 24, HasColours: false))).Output);

    [Test]
    public async Task Report_OfHostileNames_ShowsThemHarmlessly()
    {
        var outcome = await AuditAsync(Trees.Hostile(), new Screen(120, 24, HasColours: false));

        Snapshot.Match("report-hostile", outcome.Output);
        Assert.That(outcome.Output, Does.Not.Contain('\e').And.Not.Contain('\a'));
    }

    [TestCase("text")]
    [TestCase("json")]
    [TestCase("paths")]
    public async Task Segments_OfARange_ArePrinted(string format)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync(
            "segments", InMemoryReader.RootPath, "other-channel-with-a-long-name", "1080p60",
            "--start", "2026-03-28T21:59:59Z", "--end", "2026-03-28T22:00:10Z", "--format", format);

        Snapshot.Match($"segments-{format}", outcome.Output);
        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(outcome.Error, Is.Empty);
    }

    [TestCase("")]
    [TestCase("audit")]
    [TestCase("history")]
    [TestCase("history holes")]
    [TestCase("segments")]
    [TestCase("generate")]
    [TestCase("demo")]
    [TestCase("why")]
    [TestCase("verify")]
    [TestCase("compare")]
    [TestCase("fill")]
    [TestCase("cut")]
    [TestCase("map")]
    [TestCase("serve")]
    [TestCase("notify")]
    [TestCase("selftest")]
    [TestCase("fleet")]
    [TestCase("fleet status")]
    [TestCase("fleet audit")]
    [TestCase("fleet compare")]
    [TestCase("fleet verify")]
    [TestCase("fleet fill")]
    [TestCase("fleet watch")]
    [TestCase("fleet demo")]
    [TestCase("fleet stop")]
    [TestCase("fleet schema")]
    public async Task Help_OfAVerb_FitsEightyColumnsAndHasExamples(string verb)
    {
        using var pipeline = new Pipeline { OutputScreen = new Screen(80, 24, HasColours: false) };

        var outcome = await pipeline.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Snapshot.Match($"help{(verb.Length > 0 ? "-" + verb.Replace(' ', '-') : "")}", outcome.Output);
        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(80));
        Assert.That(outcome.Output, Does.Contain("Examples:"));
    }

    private static async Task<Outcome> AuditAsync(ArchiveTree tree, Screen screen)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(tree), OutputScreen = screen };
        return await pipeline.RunAsync("audit", InMemoryReader.RootPath, "--deterministic");
    }
}
