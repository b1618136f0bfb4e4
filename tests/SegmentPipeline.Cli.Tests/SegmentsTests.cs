using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

internal sealed class SegmentsTests
{
    private const string Start = "2026-03-28T22:00:00Z";

    [TestCase("2026-03-28T22:00:06Z", 0)]
    [TestCase("2026-03-28T22:00:06.000001Z", 1)]
    public async Task NoHoles_WithAndWithoutOne_SucceedsOrSaysWhere(string end, int exitCode)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync(
            "segments",
            InMemoryReader.RootPath,
            "c",
            "q",
            "--start",
            Start,
            "--end",
            end,
            "--no-holes",
            "--format",
            "paths");

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
        Assert.That(outcome.Output.Length > 0, Is.EqualTo(exitCode == 0));
        Assert.That(outcome.Error, exitCode == 0
            ? Is.Empty
                : Does.StartWith("pipeline: c/q has a trailing hole 2026-03-28T22:00:06.000000Z – 2026-03-28T22:00:06.000001Z")
                    .And.EndsWith("\n"));
    }

    [TestCase("compatible", "3 segments, 3 holes")]
    [TestCase("complete", "2 segments, 0 holes")]
    public async Task Prefer_OneOrTheOther_GivesItsSequence(string preference, string summary)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Hidden()) };

        var outcome = await pipeline.RunAsync(
            "segments", InMemoryReader.RootPath, "c", "q", "--start", Start, "--end", "2026-03-28T22:00:04Z", "--prefer", preference);

        Assert.That(outcome.OutputLines[^1], Is.EqualTo(summary));
    }

    [TestCase("")]
    [TestCase("Complete")]
    [TestCase("best")]
    public async Task Prefer_AnotherWord_IsRefused(string preference)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync(
            "segments", InMemoryReader.RootPath, "c", "q", "--start", Start, "--end", "2026-03-28T22:00:04Z", "--prefer", preference);

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.Error, Does.Contain($"--prefer: '{preference}' is not compatible or complete"));
    }

    [TestCase("10ms", 0)]
    [TestCase("1999999us", 0)]
    [TestCase("2s", 1)]
    public async Task Tolerance_UpToWhichAGapIsContiguous_IsAsked(string tolerance, int isContiguous)
    {
        var tree = new ArchiveTree();
        tree.Hour(Trees.Hour).File(SegmentNames.Full("00:00")).File(SegmentNames.Full("00:04"));
        using var pipeline = new Pipeline { Reader = new InMemoryReader(tree) };

        var outcome = await pipeline.RunAsync(
            "segments", InMemoryReader.RootPath, "c", "q", "--start", Start, "--end", "2026-03-28T22:00:06Z", "--tolerance", tolerance);

        Assert.That(outcome.OutputLines[^1], Is.EqualTo($"2 segments, {1 - isContiguous} hole{(isContiguous == 1 ? "s" : "")}"));
    }

    [TestCase("segments", "--start", "2026-03-28T22", "--end", "2026-03-28T23")]
    [TestCase("cut", "--start", "2026-03-28T22", "--end", "2026-03-28T23", "--output", "cut.ts")]
    [TestCase("why", "2026-03-28T22")]
    public async Task Tolerance_ThatIsNone_IsUsage(string verb, params string[] rest)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };

        var outcome = await pipeline.RunAsync([verb, InMemoryReader.RootPath, "c", "q", .. rest, "--tolerance", "soon"]);

        Assert.That(
            (outcome.ExitCode, outcome.ErrorLines[0]),
            Is.EqualTo((64, "pipeline: --tolerance: 'soon' is not a duration; write 250us, 10ms, 1.5s, 2m or 1h")));
    }

    [TestCase(80)]
    [TestCase(100)]
    public async Task Text_OnATerminal_FitsItsLines(int columns)
    {
        using var pipeline = new Pipeline
        {
            Reader = new InMemoryReader(Trees.Clean()),
            OutputScreen = new Screen(columns, 24, HasColours: false),
        };

        var outcome = await pipeline.RunAsync(
            "segments",
            InMemoryReader.RootPath,
            "c",
            "q",
            "--start",
            Start,
            "--end",
            "2026-03-28T22:00:06Z");

        Assert.That(outcome.OutputLines.Select(line => line.Length), Has.All.LessThanOrEqualTo(columns));
        Assert.That(outcome.OutputLines[0], Does.Contain("  00:00").And.EndsWith("…"));
    }

    [TestCase("--no-holes")]
    [TestCase("--format=json")]
    public async Task UnreadableHour_OnTheWay_IsIncompleteRatherThanAHole(string option)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.With("unreadable")) };

        var outcome = await pipeline.RunAsync(
            "segments",
            InMemoryReader.RootPath,
            "c",
            "q",
            "--start",
            Start,
            "--end",
            "2026-03-28T23:30:00Z",
            option);

        Assert.That(outcome.ExitCode, Is.EqualTo(3));
        Assert.That(outcome.Error, Is.EqualTo("pipeline: could not read c/q/2026-03-28T23: permission denied\n"));
        Assert.That(outcome.Output.Length > 0, Is.EqualTo(option != "--no-holes"));
    }

    [TestCase("nowhere", 2)]
    [TestCase("archive/c", 64)]
    public async Task Stream_ThatIsNotThere_IsToldInOneLine(string root, int exitCode)
    {
        using var pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(pipeline.WorkingDirectory, "archive/c/q", Trees.Hour));

        var outcome = await pipeline.RunAsync("segments", root, "c", "q", "--start", Start, "--end", Start);

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(outcome.Output, Is.Empty);
    }

    [TestCase("https://example.org/x", "https://example.org/x/c/q/2026-03-28T22/00%3A00")]
    [TestCase("/segments/", "/segments/c/q/2026-03-28T22/00%3A00")]
    [TestCase(null, "c/q/2026-03-28T22/00%3A00")]
    public async Task Playlist_WithABaseUrl_NamesSegmentsBehindIt(string? baseUrl, string firstLine)
    {
        using var pipeline = new Pipeline { Reader = new InMemoryReader(Trees.Clean()) };
        string[] option = baseUrl is null ? [] : ["--base-url", baseUrl];

        var outcome = await pipeline.RunAsync([
            "segments",
            InMemoryReader.RootPath,
            "c",
            "q",
            "--start",
            Start,
            "--end",
            "2026-03-28T22:00:06Z",
            "--format",
            "m3u8",
            .. option,
        ]);

        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(outcome.OutputLines[6], Does.StartWith(firstLine));
        Assert.That(outcome.OutputLines[^1], Is.EqualTo("#EXT-X-ENDLIST"));
    }

    [TestCase("m3u8", "a b", "--base-url: 'a b' is not a URL")]
    [TestCase("m3u8", "https://example.org/?token=1", "--base-url: 'https://example.org/?token=1' is not a URL")]
    [TestCase("paths", "https://example.org/", "--base-url: only an m3u8 playlist has URLs")]
    [TestCase("hls", "/", "--format: 'hls' is none of text, json, paths, m3u8, ffconcat")]
    public async Task BaseUrl_ThatCannotBe_IsRefused(string format, string baseUrl, string message)
    {
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(
            "segments",
            "archive",
            "c",
            "q",
            "--start",
            Start,
            "--end",
            Start,
            "--format",
            format,
            "--base-url",
            baseUrl);

        Assert.That(outcome.ExitCode, Is.EqualTo(64));
        Assert.That(outcome.Error, Does.StartWith($"pipeline: {message}"));
    }

    [TestCase("c", 0)]
    [TestCase("a\nb", 64)]
    public async Task Ffconcat_OfAChannel_NeedsANameWithoutLineBreaks(string channel, int exitCode)
    {
        using var tree = new ArchiveBuilder();
        tree.File(channel, "q", Trees.Hour, SegmentNames.Full("00:00"));
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(
            "segments",
            tree.Root,
            channel,
            "q",
            "--start",
            Start,
            "--end",
            "2026-03-28T22:00:02Z",
            "--format",
            "ffconcat");

        Assert.That(outcome.ExitCode, Is.EqualTo(exitCode));
        if (exitCode == 0) Assert.That(outcome.OutputLines, Has.Length.EqualTo(3).And.Some.StartsWith($"file '{tree.Root}/c/q/"));
        else Assert.That(outcome.Error, Does.Contain("an ffconcat script cannot name a path with a line break").And.Not.Contain(tree.Root));
    }

    [Test]
    public async Task Paths_OfSegments_AreFilesThatExist()
    {
        using var tree = new ArchiveBuilder();
        tree.File("c", "q", Trees.Hour, SegmentNames.Full("00:00")).File("c", "q", Trees.Hour, SegmentNames.Full("00:02"));
        using var pipeline = new Pipeline();

        var outcome = await pipeline.RunAsync(
            "segments",
            tree.Root,
            "c",
            "q",
            "--start",
            Start,
            "--end",
            "2026-03-28T22:00:04Z",
            "--format",
            "paths");

        Assert.That(outcome.OutputLines, Has.Length.EqualTo(2).And.All.Matches<string>(File.Exists));
    }
}
