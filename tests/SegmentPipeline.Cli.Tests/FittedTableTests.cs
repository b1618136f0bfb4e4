using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

internal sealed class FittedTableTests
{
    private const string LongName = "a-name-of-thirty-letters-or-so";

    [TestCase(63, "a  bb  cccc", "")]
    [TestCase(62, "a  cccc", "No room for: second")]
    [TestCase(57, "a  cccc", "No room for: second")]
    [TestCase(56, "a", "No room for: second, third one")]
    public async Task Columns_WithoutRoom_AreLeftOutByRank(int width, string cells, string left)
    {
        FittedCell[][] rows = [["a", "bb", "cccc", new string('w', 43)]];
        var table = new FittedTable([new("First", 0), new("Sec-\nond", 2), new("Third\none", 1), new("Wide", 0)], rows);

        var lines = await PagePrint.LinesOf(new Screen(width, 24, HasColours: false), table);

        Assert.That(
            lines.Single(line => line.StartsWith("a ", StringComparison.Ordinal)).Split(" ", StringSplitOptions.RemoveEmptyEntries)[..^1],
            Is.EqualTo(cells.Split("  ")));
        Assert.That(lines[^1].StartsWith("No room", StringComparison.Ordinal) ? lines[^1] : "", Is.EqualTo(left));
    }

    [TestCase(56, "a      bb", "")]
    [TestCase(55, "a", "No room for: second")]
    public async Task Headings_AllOfALineBeneathAnEmptyOne_StandInTheFirstLine(int width, string cells, string left)
    {
        FittedCell[][] rows = [["a", "bb", new string('w', 43)]];
        var table = new FittedTable([new("\nFirst", 0), new("Sec-\nond", 1), new("\nWide", 0)], rows);

        var lines = await PagePrint.LinesOf(new Screen(width, 24, HasColours: false), table);

        string[] headings = left.Length == 0 ? ["       Sec-", "First  ond   Wide"] : ["First  Wide"];
        Assert.That(lines[..headings.Length], Is.EqualTo(headings));
        Assert.That(lines[headings.Length], Does.StartWith(cells + "  "));
        Assert.That(lines[(headings.Length + 1)..], Is.EqualTo(left.Length == 0 ? [] : new[] { left }));
    }

    [Test]
    public async Task Name_WithoutRoom_GoesOnInFurtherLines()
    {
        FittedCell[][] rows = [[LongName, "2026-03-28 22:00:00"]];
        var table = new FittedTable([new("Stream", 0), new("Time", 0)], rows, name: 0);

        var lines = await PagePrint.LinesOf(new Screen(40, 24, HasColours: false), table);

        Assert.That(lines, Has.Length.EqualTo(3).And.All.Length.LessThanOrEqualTo(40));
        Assert.That(lines[1] + lines[2], Does.Contain("2026-03-28 22:00:00"));
        Assert.That(string.Concat(lines.Skip(1).Select(line => line.Split(' ')[0])), Is.EqualTo(LongName));
    }

    [Test]
    public async Task Report_OnAScreenOfAnyWidth_BreaksNeitherFiguresNorTimes([Values(40, 50, 59, 60, 70, 80, 99, 100, 120, 200)] int width)
    {
        using var pipeline = new Pipeline
        {
            Reader = new InMemoryReader(Trees.Varied()),
            OutputScreen = new Screen(width, 60, HasColours: false),
        };

        var lines = (await pipeline.RunAsync("audit", InMemoryReader.RootPath)).OutputLines;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.All.Length.LessThanOrEqualTo(width).And.None.EqualTo("…"));
            Assert.That(lines, Has.Exactly(1).Contains("99.999 %").And.Exactly(1).Contains("3.158 %"));
            Assert.That(lines.Count(line => line.Contains("2026-03-29 20:00", StringComparison.Ordinal)), Is.LessThanOrEqualTo(1));
            if (width >= 60) Assert.That(lines, Has.Some.Match(" 3\\.158 % .* 2026-03-29 20:00(:02)?$"));
        }
    }

    [Test]
    public async Task History_OnAScreenOfAnyWidth_BreaksNeitherFiguresNorTimes(
        [Values(40, 60, 75, 76, 120)] int width,
        [Values] bool areHoles)
    {
        using var pipeline = new Pipeline { OutputScreen = new Screen(width, 60, HasColours: false) };
        using var archive = new ArchiveBuilder()
            .File("desertbus", "source", Trees.Hour, SegmentNames.Full("00:00"))
            .File("desertbus", "source", Trees.Hour, SegmentNames.Full("00:08"));
        await pipeline.RunAsync("audit", archive.Root, "--ledger", "l.db", "--quiet");

        var lines = (await pipeline.RunAsync(["history", .. areHoles ? (string[])["holes"] : [], "--ledger", "l.db"])).OutputLines;

        Assert.That(lines, Has.All.Length.LessThanOrEqualTo(width));
        Assert.That(lines[1], areHoles ? Does.Match(@"^6\.000s  2026-03-28T22:00:02") : Does.Match(@"^  1  2100-01-01T00:00Z.* 40\.000 %"));
        var isWhole = width >= (areHoles ? 76 : 120);
        Assert.That(
            lines.Any(line => line.StartsWith("No room for: ", StringComparison.Ordinal)),
            Is.Not.EqualTo(isWhole),
            string.Join('\n', lines));
    }
}
