using System.Text;
using SegmentPipeline.Pictures;

namespace SegmentPipeline.Reports.Tests.Maps;

/// <summary>Where corrupt segments lie on maps: at every width, beside every class.</summary>
internal sealed class CorruptMarkTests
{
    private static readonly StreamId Stream = new("c", "q");
    private static readonly Timestamp Start = Timestamp.Parse("2026-03-28T00");

    /// <summary>Ten years.</summary>
    private static readonly TimeRange Window = Range(0, 10L * 366 * 86_400 * Timestamp.MicrosecondsPerSecond);

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(1_000)]
    public void Microsecond_OfTenYears_IsInItsColumn(int width)
    {
        var map = Map(Corrupt(Range(Window.Microseconds / 2, 1)));

        var columns = map.Rows[0].Columns(width);

        Assert.That(columns.Count(column => column.IsCorrupt), Is.EqualTo(1));
        Assert.That(columns.Single(column => column.IsCorrupt).Worst, Is.EqualTo(CoverageClass.Full), "it is no class");
        Assert.That(map.Rows[0].HasCorrupt);
    }

    [Test]
    public void Column_ThatASegmentOnlyTouches_IsNotCorrupt()
    {
        var (columns, half) = (4, Window.Microseconds / 2);

        var marked = Map(Corrupt(Range(half, Window.Microseconds / 4))).Rows[0].Columns(columns).Select(column => column.IsCorrupt);

        Assert.That(marked, Is.EqualTo([false, false, true, false]));
    }

    [Test]
    public void SupersededFile_HasNoMark()
    {
        var superseded = Corrupt(Range(5, 5));
        var map = Map(superseded with { File = superseded.File with { IsSelected = false } });

        Assert.That(map.Rows[0].HasCorrupt, Is.False);
    }

    [TestCase(1)]
    [TestCase(10)]
    [TestCase(1_000)]
    public void Ranges_BeyondTheCapacity_ArePooledAndNoneIsLost(int capacity)
    {
        var ranges = Enumerable.Range(0, 1_000).Select(i => Range(700_000L * i, 1)).ToList();
        var collector = new CoverageCollector(capacity);
        foreach (var range in ranges) collector.Add(Corrupt(range));
        collector.Add(Figures());

        var lane = collector.Lanes.Single();

        Assert.That(lane.Corrupt, Has.Count.LessThanOrEqualTo(capacity));
        Assert.That(ranges.Where(range => !lane.Corrupt.Any(kept => kept.Start <= range.Start && kept.End >= range.End)), Is.Empty);
    }

    [Test]
    public void Ranges_ThatTouchOrComeOutOfOrder_AreJoined()
    {
        var lane = Map(Corrupt(Range(30, 10)), Corrupt(Range(0, 10)), Corrupt(Range(10, 5)), Corrupt(Range(12, 2))).Rows[0].Lane;

        Assert.That(lane.Corrupt, Is.EqualTo([Range(0, 15), Range(30, 10)]));
    }

    /// <remarks>Also where the segment lies at the end of the row.</remarks>
    [Test]
    public void Scene_WithACorruptSegment_DrawsABarInsideOfItsRow([Values(360, 777, 4_000)] int width, [Values] bool isLast)
    {
        var range = isLast ? Range(Window.Microseconds - 1, 1) : Range(Window.Microseconds / 3, 1);
        var drawn = RecordingTarget.Of(new MapScene(Map(Corrupt(range)), width)).Rectangles;

        var (bar, note) = drawn.Single(item => item.Rectangle.Paint == MapPaint.Corrupt && item.Note is not null);
        var full = drawn.Single(item => item.Rectangle.Paint == MapPaint.Full && item.Note is not null).Rectangle;
        Assert.That(bar.Width, Is.EqualTo(3));
        Assert.That(bar.Top, Is.EqualTo(full.Top));
        Assert.That((bar.Left, bar.Left + bar.Width), Is.EqualTo((
            Math.Max(bar.Left, full.Left), Math.Min(bar.Left + bar.Width, full.Left + full.Width))));
        Assert.That(note!.Value.Range.Intersect(range).IsEmpty, Is.False);
        Assert.That(note.ToString(), Does.EndWith(": corrupt segments"));
    }

    [Test]
    public void Mark_OverAHole_HidesNothingOfIt()
    {
        var hole = new HoleFinding { Stream = Stream, Range = Range(0, Window.Microseconds / 2), Before = null, After = null };

        var drawn = RecordingTarget.Of(new MapScene(Map(hole, Corrupt(Range(0, Window.Microseconds))), 777)).Rectangles;

        var missing = drawn.First(item => item.Rectangle.Paint == MapPaint.Missing && item.Note is not null).Rectangle;
        var bar = drawn.Single(item => item.Rectangle.Paint == MapPaint.Corrupt && item.Note is not null).Rectangle;
        Assert.That(bar.Height, Is.LessThanOrEqualTo(missing.Height / 4));
    }

    [TestCase(MapFormat.Svg)]
    [TestCase(MapFormat.Html)]
    public void Picture_WithoutCorruptSegments_HasNothingOfThem(MapFormat format)
    {
        Assert.That(Write(Map(), format), Does.Not.Contain("corrupt"));
        Assert.That(
            Write(Map(Corrupt(Range(0, 1))), format),
            Does.Contain(".corrupt{fill:#0072b2}").And.Contain(".corrupt{fill:#56b4e9}").And.Contain("a bar above: corrupt"));
    }

    [Test]
    public void Png_WithACorruptSegment_HasTheColour([Values(MapTheme.Light, MapTheme.Dark)] MapTheme theme)
    {
        var map = Map(Corrupt(Range(0, Window.Microseconds)));
        using var bytes = new MemoryStream();
        PngPicture.Write(bytes, map, 777, theme);
        using var bitmap = SkiaSharp.SKBitmap.Decode(bytes.ToArray());
        var scene = RecordingTarget.Of(new MapScene(map, 777));
        var bar = scene.Rectangles.Single(item => item.Rectangle.Paint == MapPaint.Corrupt && item.Note is not null).Rectangle;

        var pixel = bitmap.GetPixel(bar.Left + bar.Width / 2, bar.Top + bar.Height / 2);

        var colour = (uint)(pixel.Red << 16 | pixel.Green << 8 | pixel.Blue);
        Assert.That(colour, Is.EqualTo(MapColours.ColourOf(MapPaint.Corrupt, theme == MapTheme.Dark)));
    }

    private static TimeRange Range(long from, long microseconds) =>
        new(Start.AddMicroseconds(from), Start.AddMicroseconds(from + microseconds));

    private static CorruptFinding Corrupt(TimeRange range) => new()
    {
        File = new CorruptFile
        {
            Path = new EntryPath(Stream, range.Start.Hour, "a"u8),
            Range = range,
            Kind = SegmentKind.Full,
            IsSelected = true,
            Causes = [new CorruptCause { Cause = CorruptCauseKind.Empty }],
        },
    };

    private static StreamRecord Figures() => new()
    {
        Stream = Stream,
        Window = Window,
        Hours = 1,
        Entries = default,
        Microseconds = new ClassMicroseconds { Full = Window.Microseconds },
        Holes = 0,
        Degraded = 0,
        Overlaps = 0,
        Discontinuities = 0,
        LongestHole = TimeSpan.Zero,
    };

    private static CoverageMap Map(params AuditRecord[] records)
    {
        var collector = new CoverageCollector();
        foreach (var record in records) collector.Add(record);
        collector.Add(Figures());
        return CoverageMap.ByStream("archive", collector);
    }

    private static string Write(CoverageMap map, MapFormat format)
    {
        using var bytes = new MemoryStream();
        MapPicture.Write(bytes, map, format);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
