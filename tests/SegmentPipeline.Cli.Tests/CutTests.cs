using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

internal sealed class CutTests
{
    private const string Start = "2026-03-28T22:00:00Z";

    [Test]
    public async Task Range_WithAHole_IsCutAndTheHoleTold()
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();
        pipeline.WriteFile("cut.ts", "an older and longer cut than the new one will be");

        var outcome = await CutAsync(pipeline, tree, "22:00:10", "--output", "cut.ts");

        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(pipeline.ReadFile("cut.ts"), Is.EqualTo("one,two,five"));
        Assert.That(pipeline.Files(), Is.EqualTo(["cut.ts"]));
        Assert.That(outcome.Error, Is.EqualTo("""
            gap hole 2026-03-28T22:00:04.000000Z – 2026-03-28T22:00:08.000000Z, 4.000s
            Cut 3 segments from 2026-03-28T22:00:00.000000Z to 2026-03-28T22:00:10.000000Z, 12 bytes, into cut.ts.

            """));
    }

    [Test]
    public async Task StandardOutput_GetsTheVideoAndNothingElse()
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:10", "--output", "-", "--quiet");

        Assert.That(outcome, Is.EqualTo(new Outcome(0, "one,two,five", "")));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task Prefer_Complete_CutsWhatSuspectSegmentsHide()
    {
        using var tree = Archive();
        tree.File("c", "q", "2026-03-28T21", SegmentNames.Suspect("59:59.5"))
            .File("c", "q", Trees.Hour, SegmentNames.Suspect("00:01.5"))
            .File("c", "q", Trees.Hour, SegmentNames.Suspect("00:03.5"));
        using var pipeline = new Pipeline();

        var compatible = await CutAsync(pipeline, tree, "22:00:04", "--output", "-", "--no-holes", "--prefer", "compatible");
        var complete = await CutAsync(pipeline, tree, "22:00:04", "--output", "-", "--no-holes", "--prefer", "complete", "--quiet");
        var other = await CutAsync(pipeline, tree, "22:00:04", "--output", "-", "--prefer", "best");

        Assert.That(compatible.ExitCode, Is.EqualTo(ExitCode.Findings));
        Assert.That(complete, Is.EqualTo(new Outcome(0, "one,two,", "")));
        Assert.That(other.ExitCode, Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("22:00:10", "--no-holes", "pipeline: c/q has a gap hole")]
    [TestCase("21:00:10", "--quiet", "pipeline: c/q has nothing from 2026-03-28T21:00:00.000000Z to 2026-03-28T21:00:10.000000Z")]
    public async Task NothingToCut_IsCodeOneAndNoFile(string end, string option, string message)
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(
            "cut",
            tree.Root,
            "c",
            "q",
            "--start",
            $"2026-03-28T{end[..2]}:00:00Z",
            "--end",
            $"2026-03-28T{end}Z",
            "--output",
            "cut.ts",
            option);

        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Error, Does.StartWith(message));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task ExactCut_WithoutFfmpeg_IsOneLineAndNoFile()
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(
            pipeline,
            tree,
            "22:00:01",
            "--output",
            "cut.ts",
            "--mode",
            "exact",
            "--ffmpeg",
            "/nowhere/ffmpeg",
            "--quiet");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1).And.All.StartsWith("pipeline: /nowhere/ffprobe cannot be started: "));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task ExactCut_AtBorders_IsWhatARoughOneIs()
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", "-", "--mode", "exact", "--quiet");

        Assert.That(outcome, Is.EqualTo(new Outcome(0, "one,two,", "")));
    }

    [TestCase("--end: 2026-03-28T22:00:00.000000Z lies before --start, 2026-03-28T22:00:01.000000Z", "22:00:01", "--output", "cut.ts")]
    public async Task Range_ThatEndsBeforeItsStart_IsUsage(string fault, string start, params string[] options)
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(["cut", tree.Root, "c", "q", "--start", $"2026-03-28T{start}Z", "--end", Start, .. options]);

        Assert.That((outcome.ExitCode, outcome.ErrorLines[0]), Is.EqualTo((ExitCode.Usage, $"pipeline: {fault}")));
    }

    [TestCase("rough")]
    [TestCase("exact")]
    public async Task Segment_WithoutBytes_IsToldAndCodeOne(string mode)
    {
        using var tree = Archive();
        var empty = tree.PathOf("c", "q", Trees.Hour, SegmentNames.Full("00:02"));
        File.WriteAllText(empty, "");
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", "-", "--quiet", "--mode", mode);

        Assert.That(
            outcome,
            Is.EqualTo(new Outcome(ExitCode.Findings, "one,", $"pipeline: {empty} has no bytes: nothing of it is in the cut\n")));
    }

    [Test]
    public async Task Segment_WithoutBytes_IsAHoleToWhoeverForbidsHoles()
    {
        using var tree = Archive();
        var empty = tree.PathOf("c", "q", Trees.Hour, SegmentNames.Full("00:02"));
        File.WriteAllText(empty, "");
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", "-", "--no-holes");

        Assert.That(outcome, Is.EqualTo(new Outcome(
            ExitCode.Findings, "", $"pipeline: {empty} has no bytes: nothing of it is in the cut\npipeline: nothing was cut\n")));
    }

    [Test]
    public async Task Segments_ThatAllHaveNoBytes_AreNoCut()
    {
        using var tree = Archive();
        foreach (var time in (string[])["00:00", "00:02"])
            File.WriteAllText(tree.PathOf("c", "q", Trees.Hour, SegmentNames.Full(time)), "");
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", "cut.ts");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Findings));
        Assert.That(outcome.ErrorLines[^1], Does.EndWith("nothing was cut"));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(3));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [TestCase("--mode: 'fast' is not rough or exact", "--mode", "fast")]
    [TestCase("--ffmpeg is for --mode exact", "--ffmpeg", "ffmpeg")]
    [TestCase("--ffmpeg: the value is empty", "--mode", "exact", "--ffmpeg", "")]
    public async Task Mode_ThatMakesNoSense_IsUsage(string fault, params string[] options)
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:10", ["--output", "cut.ts", .. options]);

        Assert.That((outcome.ExitCode, outcome.ErrorLines[0]), Is.EqualTo((ExitCode.Usage, $"pipeline: {fault}")));
    }

    [Test]
    public async Task Output_InsideTheArchive_IsRefused()
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:10", "--output", $"{tree.Root}/c/../cut.ts");

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.ErrorLines[0], Does.Contain("lies in the archive, where nothing is ever changed"));
        Assert.That(File.Exists(tree.PathOf("cut.ts")), Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Output_ThatALinkLeadsIntoTheArchive_IsRefused(bool isFile)
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();
        var segment = tree.PathOf("c", "q", Trees.Hour, SegmentNames.Full("00:00"));
        File.CreateSymbolicLink(Path.Combine(pipeline.WorkingDirectory, "link"), isFile ? segment : tree.Root);

        var outcome = await CutAsync(pipeline, tree, "22:00:10", "--output", isFile ? "link" : "link/cut.ts");

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(File.ReadAllText(segment), Is.EqualTo("one,"));
        Assert.That(File.Exists(tree.PathOf("cut.ts")), Is.False);
    }

    [TestCase("cut.mp4", 64)]
    [TestCase("cut.MKV", 64)]
    [TestCase("cut.ndjson", 64)]
    [TestCase("cut.ts", 0)]
    [TestCase("cut.M2TS", 0)]
    [TestCase("cut", 0)]
    [TestCase("cut.2026-03-28", 0)]
    public async Task Output_WhoseNamePromisesSomethingElse_IsRefused(string output, int exitCode)
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", output);

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
        Assert.That(pipeline.Files(), Is.EqualTo(exitCode == 0 ? [output] : Array.Empty<string>()));
        if (exitCode != 0)
            Assert.That(
                outcome.ErrorLines[0],
                Is.EqualTo(
                    $"pipeline: --output: '{output}' promises something else than a cut is, an MPEG transport stream; name it FILE.ts"));
    }

    [Test]
    public async Task Video_ForATerminal_IsRefused()
    {
        using var tree = Archive();
        using var pipeline = new Pipeline { OutputScreen = new Screen(80, 24, HasColours: true) };

        var outcome = await CutAsync(pipeline, tree, "22:00:10", "--output", "-");

        Assert.That((outcome.ExitCode, outcome.Output), Is.EqualTo((64, "")));
    }

    [TestCase("/dev/full", "No space left on device")]
    [TestCase("nowhere/cut.ts", "there is no directory")]
    public async Task Output_ThatCannotBeWritten_IsOneLine(string output, string cause)
    {
        using var tree = Archive();
        using var pipeline = new Pipeline();

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", output, "--quiet");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.Error, Does.StartWith($"pipeline: cannot write to {output}: {cause}"));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Segment_ThatCannotBeRead_LeavesTheOlderCut()
    {
        using var tree = Archive();
        var segment = tree.PathOf("c", "q", Trees.Hour, SegmentNames.Full("00:02"));
        File.Delete(segment);
        tree.DirectoryAt("elsewhere").Link("../../../elsewhere", "c", "q", Trees.Hour, Path.GetFileName(segment));
        File.Delete(segment);
        File.CreateSymbolicLink(segment, "/proc/self/mem");
        using var pipeline = new Pipeline();
        pipeline.WriteFile("cut.ts", "older");

        var outcome = await CutAsync(pipeline, tree, "22:00:04", "--output", "cut.ts");

        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.ErrorLines[^1], Does.StartWith($"pipeline: could not read {segment}: "));
        Assert.That(pipeline.ReadFile("cut.ts"), Is.EqualTo("older"));
        Assert.That(pipeline.Files(), Is.EqualTo(["cut.ts"]));
    }

    private static Task<Outcome> CutAsync(Pipeline pipeline, ArchiveBuilder tree, string end, params string[] options) =>
        pipeline.RunAsync(["cut", tree.Root, "c", "q", "--start", Start, "--end", $"2026-03-28T{end}Z", .. options]);

    private static ArchiveBuilder Archive()
    {
        var tree = new ArchiveBuilder();
        tree.DirectoryAt("c", "q", Trees.Hour);
        foreach (var (time, content) in ((string, string)[])[("00:00", "one,"), ("00:02", "two,"), ("00:08", "five")])
        {
            File.WriteAllText(tree.PathOf("c", "q", Trees.Hour, SegmentNames.Full(time)), content);
        }

        return tree;
    }
}
