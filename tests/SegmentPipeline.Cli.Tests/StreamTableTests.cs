using SegmentPipeline.Testing;
using Spectre.Console;

namespace SegmentPipeline.Cli.Tests;

/// <summary>The table of an archive's streams, of which no more than a row is ever held.</summary>
internal sealed class StreamTableTests
{
    /// <summary>A library that holds all cells until it has laid them out is what the table is compared with.</summary>
    [Test]
    public async Task Table_WrittenRowByRow_IsTheOneLaidOutInOnePiece(
        [Values(1, 2, 300)] int count, [Values(40, 60, 117, 1000)] int width, [Values] bool hasColours)
    {
        var random = new Random(count * 31 + width);
        var rows = Enumerable.Range(0, count).Select(_ => AnyRow(random)).ToList();
        var screen = new Screen(width, 24, hasColours);
        FittedColumn[] columns = [new("Stream", 0), new("Longest\nhole", 0, IsNumber: true), new("\nCoverage", 0, IsNumber: true)];
        var table = new FittedTable(columns, rows, name: 0);

        var written = await PagePrint.Of(screen, page => table.AddTo(page, screen));

        string[] headings = ["[dim]Stream[/]", "[dim]Longest\nhole[/]", "[dim]\nCoverage[/]"];
        Assert.That(written, Is.EqualTo(InOnePiece(screen, [headings, .. rows.Select(row => row.Select(MarkupOf).ToArray())])));
    }

    [Test]
    public async Task Table_WithLettersOfTwoPlaces_EndsOnAnyScreen()
    {
        var streams = new[] { new StreamRecord
        {
            Stream = new StreamId("名前名前", "画質"),
            Window = null,
            Hours = 0,
            Entries = default,
            Microseconds = default,
            Holes = 1,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 1,
            LongestHole = TimeSpan.Zero,
        } };
        for (var width = 0; width <= 200; width++)
        {
            var screen = new Screen(width, 24, HasColours: false);

            var page = await Task.Run(() => PagePrint.Of(screen, page => StreamTable.Build(streams, screen).AddTo(page, screen))).Soon();

            Assert.That(page, Does.Contain("前").And.Contain("質").And.Not.Contain("…"));
        }
    }

    [Test]
    public async Task Name_OfLettersOfTwoPlacesBesideColumnsThatFillTheScreen_HasRoomForOne()
    {
        FittedCell[][] rows = [["名前", new string('x', 39)]];
        var screen = new Screen(40, 24, HasColours: false);

        var table = new FittedTable([new("Stream", 0), new("Wide", 0)], rows, name: 0) { HasHeadings = false };

        var lines = await Task.Run(() => PagePrint.LinesOf(screen, table)).Soon();

        Assert.That(lines, Is.EqualTo(new[] { "名  " + new string('x', 39), "前" }));
    }

    [TestCase(20)]
    [TestCase(40)]
    [TestCase(60)]
    [TestCase(80)]
    public async Task Report_OfAChannelWithLettersOfTwoPlaces_EndsOnAnyScreen(int width)
    {
        using var archive = new ArchiveBuilder()
            .File("名前名前", "source", Trees.Hour, SegmentNames.Full("00:00"))
            .File("名前名前", "source", Trees.Hour, SegmentNames.Full("00:08"));
        using var pipeline = new Pipeline { OutputScreen = Screen.OfTerminal(width, 24, hasColours: false) };

        var outcome = await Task.Run(() => pipeline.RunAsync("audit", archive.Root)).Soon();

        Assert.That(outcome.Error, Is.Empty);
        Assert.That(outcome.OutputLines, Has.Some.StartsWith("名前"));
    }

    [Test]
    public async Task Table_OfManyStreams_HoldsNoRows()
    {
        var streams = Enumerable.Range(0, 20_000)
            .Select(i => new StreamRecord
            {
                Stream = new StreamId("channel", $"q{i}"),
                Window = null,
                Hours = 1,
                Entries = default,
                Microseconds = default,
                Holes = i,
                Degraded = 0,
                Overlaps = 0,
                Discontinuities = i,
                LongestHole = TimeSpan.FromSeconds(i),
            })
            .ToList();
        var most = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stream = new WatchedStream(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before));
        using var page = new ReportPage(stream, Screen.None);

        StreamTable.Build(streams, Screen.None).AddTo(page, Screen.None);
        await page.EndAsync(CancellationToken.None);

        // Held until they are laid out, the cells take more than 100 MB; their texts alone take 10.
        Assert.That(stream.Writes, Is.GreaterThan(50));
        Assert.That(most, Is.LessThan(4 * 1024 * 1024));
        GC.KeepAlive(streams);
    }

    private static string InOnePiece(Screen screen, string[][] rows)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var grid = new Grid();
        for (var column = 0; column < rows[0].Length; column++)
        {
            grid.AddColumn(column == 0
                ? new GridColumn { Padding = new Padding(0) }
                : new GridColumn { NoWrap = true, Alignment = Justify.Right, Padding = new Padding(2, 0, 0, 0) });
        }

        foreach (var row in rows) grid.AddRow(row);
        ReportPage.ConsoleOf(text, screen).Write(grid);
        return string.Concat(text.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd() + "\n"));
    }

    private static string MarkupOf(FittedCell cell) =>
        cell.Style is null ? Markup.Escape(cell.Text) : $"[{cell.Style}]{Markup.Escape(cell.Text)}[/]";

    private static FittedCell[] AnyRow(Random random)
    {
        string[] words = ["a", "désert", "名前", "bus[x]", "with spaces in it", "x-long-name-without-any-space"];
        string?[] styles = [null, "red", "yellow", "green"];
        var name = string.Join(random.Next(2) == 0 ? "" : " ", random.GetItems(words, random.Next(1, 4)));
        var hole = random.Next(3) == 0 ? "–" : $"{random.Next(1, 60)}m {random.Next(60)}s";
        return [name, new(hole, styles[random.Next(4)]), new("99.999 %", styles[random.Next(4)])];
    }

    /// <summary>Counts what is written to it and keeps nothing.</summary>
    private sealed class WatchedStream(Action written) : WriteOnlyStream
    {
        internal int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Writes++ % 16 == 0) written();
        }

        public override void Flush()
        {
        }
    }
}
