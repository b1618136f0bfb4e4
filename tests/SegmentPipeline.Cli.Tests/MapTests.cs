using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

internal sealed class MapTests
{
    private static readonly string[] Files = ["m.png", "m.svg", "m.html"];

    [TestCase("pipe", false)]
    [TestCase("blocks", false)]
    [TestCase("colours", true)]
    public async Task Map_AsText_IsFittedToWhereItGoes(string name, bool hasColours)
    {
        var screen = name == "pipe" ? Screen.None : new Screen(80, 24, hasColours);
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()), OutputScreen = screen };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath);

        Snapshot.Match($"map-{name}", outcome.Output.Replace("\e", "<ESC>"));
        Assert.That(outcome.Output.Where(char.IsControl), Has.All.EqualTo('\n').Or.EqualTo('\e'));
        Assert.That((outcome.ExitCode, outcome.Error), Is.EqualTo((ExitCode.Success, "")));
        if (name == "blocks") Assert.That(outcome.OutputLines, Has.All.Length.LessThanOrEqualTo(80));
        if (name == "pipe") Assert.That(outcome.Output.All(letter => letter is '–' or '…' || char.IsAscii(letter)), outcome.Output);
    }

    [Test]
    public async Task Map_ByDay_HasARowADay()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--by-day", "--width", "72");

        Snapshot.Match("map-by-day", outcome.Output);
    }

    [TestCase(40)]
    [TestCase(53)]
    [TestCase(1000)]
    public async Task Map_OfAnyWidth_FitsIt(int width)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--width", $"{width}");

        var rows = outcome.OutputLines.Where(line => line.Contains('%', StringComparison.Ordinal)).ToList();
        Assert.That(rows, Has.Count.EqualTo(3).And.All.Length.LessThanOrEqualTo(width));
        Assert.That(rows[1], Does.Contain('X').Or.Contain('1'));
    }

    [Test]
    public async Task Map_SaysWhenItWasMade_UnlessItIsToBeTheSameBytes(
        [Values] bool isDeterministic,
        [Values("m.txt", "m.svg", "m.html")] string file)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };
        string[] output = file == "m.txt" ? [] : ["--output", file];

        var outcome = await pipeline.RunAsync([
            "map",
            InMemoryReader.RootPath,
            .. output,
            .. isDeterministic ? (string[])["--deterministic"] : [],
        ]);

        var text = file == "m.txt" ? outcome.Output : pipeline.ReadFile(file);
        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Success), outcome.Error);
        Assert.That(text.Contains("Audited 2100-01-01 00:00:00 UTC", StringComparison.Ordinal), Is.Not.EqualTo(isDeterministic));
    }

    [TestCase("--last", "24h")]
    [TestCase("--start", "-24h")]
    [TestCase("--start", "-24h", "--end", "now")]
    public async Task Map_OfAWindowToldFromNow_ShowsAllOfIt(params string[] window)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(OneOfTwoStopped()) };

        var outcome = await pipeline.RunAsync([
            "map",
            InMemoryReader.RootPath,
            "--width",
            "100",
            "--settle",
            "0s",
            "--deterministic",
            .. window,
        ]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                outcome.OutputLines[1],
                Does.StartWith("2099-12-31T00:00:00.000000Z – 2100-01-01T00:00:00.000000Z, "),
                outcome.Error);
            Assert.That(
                outcome.OutputLines.Single(line => line.StartsWith("goes-on", StringComparison.Ordinal)),
                Does.Match(@"^goes-on/source +XX+\d?\.+ +\d"));
            Assert.That(
                outcome.OutputLines.Single(line => line.StartsWith("stopped", StringComparison.Ordinal)),
                Does.Match("^stopped/source +X{60,} +0 %"));
        }
    }

    [Test]
    public async Task Map_OfAWindowThatEndsAfterNow_EndsNow()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(OneOfTwoStopped()) };

        var outcome = await pipeline.RunAsync(
            "map",
            InMemoryReader.RootPath,
            "--start",
            "2099-12-31T12",
            "--end",
            "2199-01-01",
            "--deterministic");

        Assert.That(outcome.OutputLines[1], Does.StartWith("2099-12-31T12:00:00.000000Z – 2100-01-01T00:00:00.000000Z, "), outcome.Error);
    }

    /// <summary>A stream of the last twelve hours of 2099, and one that ended long before.</summary>
    private static ArchiveTree OneOfTwoStopped()
    {
        var tree = new ArchiveTree();
        for (var hour = 12; hour < 24; hour++)
            tree.Hour("goes-on", "source", $"2099-12-31T{hour}").File(SegmentNames.Full("00:00", "3600.0"));
        tree.Hour("stopped", "source", "2099-12-01T00").File(SegmentNames.Full("00:00", "3600.0"));
        return tree;
    }

    [Test]
    public async Task Map_OfAnEmptyArchive_SaysSo()
    {
        var tree = new ArchiveTree();
        tree.Hour(Trees.Hour);
        using var pipeline = new Pipeline { Reader = new InMemoryReader(tree) };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath);

        Assert.That((outcome.ExitCode, outcome.OutputLines[^1]), Is.EqualTo((ExitCode.Success, "There is no segment to show.")));
    }

    [Test]
    public async Task Map_OfTheWorkingDirectory_BearsItsName()
    {
        using var pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "c", "q", Trees.Hour));

        var outcome = await pipeline.RunAsync("map", ".");

        Assert.That(
            (outcome.ExitCode, outcome.OutputLines[0]),
            Is.EqualTo((ExitCode.Success, $"Coverage of {Path.GetFileName(pipeline.WorkingDirectory)}")),
            outcome.Error);
    }

    [Test]
    public async Task Map_OfHostileNames_ShowsThemHarmlessly()
    {
        using var pipeline = new Pipeline
        {
            Reader = new InMemoryReader(Trees.Hostile()),
            OutputScreen = new Screen(80, 24, HasColours: false),
        };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Incomplete));
        Assert.That(outcome.Output + outcome.Error, Does.Not.Contain('\e').And.Not.Contain('\a'));
        Assert.That(outcome.Error, Does.StartWith("pipeline: could not read "));
    }

    [TestCaseSource(nameof(Files))]
    public async Task Map_ToAFile_WritesThatKindOfPicture(string file)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--output", file, "--width", "600", "--theme", "dark");

        Assert.That(
            (outcome.ExitCode, outcome.Output, outcome.Error),
            Is.EqualTo((ExitCode.Success, "", $"Wrote {file}: 252 holes in 2 of 4 streams, 21h 18m missing\n")));
        Assert.That(pipeline.Files(), Is.EqualTo([file]));
        Assert.That(
            pipeline.ReadFile(file),
            Does.StartWith(
                Path.GetExtension(file) switch
                {
                    ".png" => "\ufffdPNG",
                    ".svg" => "<?xml",
                    _ => "<!doctype html>",
                }
            ));
    }

    [Test]
    public async Task Map_ToADash_WritesSvgToStandardOutput()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        Assert.That(
            (await pipeline.RunAsync("map", InMemoryReader.RootPath, "--output", "-")).Output,
            Does.Contain("<svg viewBox=\"0 0 1200 "));
    }

    [Test]
    public async Task Map_ThatCannotBeWritten_IsOneLineAndNoFile()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--output", "nowhere/map.svg");

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1).And.All.StartsWith("pipeline: cannot write to nowhere/map.svg: "));
        Assert.That(pipeline.Files(), Is.Empty);
    }

    [Test]
    public async Task Map_Interrupted_LeavesTheOldPicture()
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };
        pipeline.WriteFile("map.svg", "old");
        pipeline.Signal(130);

        var outcome = await pipeline.RunAsync("map", InMemoryReader.RootPath, "--output", "map.svg");

        Assert.That(outcome.ExitCode, Is.EqualTo(130));
        Assert.That((pipeline.Files().Single(), pipeline.ReadFile("map.svg")), Is.EqualTo(("map.svg", "old")));
    }

    [TestCase("--output: 'map.gif' is no kind of picture; write FILE.png, FILE.svg or FILE.html", "--output", "map.gif")]
    [TestCase("--width: '39' is not from 40 to 1000 columns", "--width", "39")]
    [TestCase("--width: '399' is not from 400 to 16000 pixels", "--width", "399", "--output", "m.png")]
    [TestCase("--width: '1e3' is not from 40 to 1000 columns", "--width", "1e3")]
    [TestCase("--theme: 'black' is not auto, light or dark", "--theme", "black")]
    [TestCase("--tolerance: ", "--tolerance", "much")]
    public async Task Map_OfWrongOptions_SaysWhatIsWrong(string fault, params string[] options)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Varied()) };

        var outcome = await pipeline.RunAsync(["map", InMemoryReader.RootPath, .. options]);

        Assert.That(outcome.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(outcome.ErrorLines[0], Does.StartWith($"pipeline: {fault}"));
    }
}
