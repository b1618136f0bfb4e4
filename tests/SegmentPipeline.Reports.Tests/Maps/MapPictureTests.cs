using System.Text;
using System.Xml.Linq;
using SegmentPipeline.Pictures;
using SegmentPipeline.Testing;
using SkiaSharp;

namespace SegmentPipeline.Reports.Tests.Maps;

internal sealed class MapPictureTests
{
    private const int Width = 777;

    private readonly CaseFloor _holes = new(150);

    private static IEnumerable<int> Archives => Seeds.InARow(60);

    [TestCaseSource(nameof(Archives))]
    public void Scene_OfAnArchive_DrawsEveryHole(int seed)
    {
        var faked = FakedCoverage.Of(seed);
        foreach (var map in faked.Maps())
        {
            var drawn = RecordingTarget.Of(new MapScene(map, Width)).Rectangles
                .Where(item => item.Rectangle.Paint == MapPaint.Missing && item.Note is not null).ToList();
            foreach (var hole in faked.Records.OfType<HoleFinding>())
            {
                Assert.That(drawn.Any(item => !item.Note!.Value.Range.Intersect(hole.Range).IsEmpty), hole.ToString());
                _holes.Count();
            }

            Assert.That(
                drawn,
                Has.All.Matches<(SceneRectangle Rectangle, SceneNote? Note)>(item =>
                    item is { Rectangle.Width: > 0, Note.Microseconds.Missing: > 0 }
                ));
        }
    }

    [Test]
    [DependsOnTest(nameof(Scene_OfAnArchive_DrawsEveryHole))]
    public void Holes_ThatWereLookedFor_AreMany() => _holes.Verify();

    [TestCase(MapTheme.Light)]
    [TestCase(MapTheme.Dark)]
    public void Png_OfAMap_HasThePixelsOfItsScene(MapTheme theme)
    {
        var map = OneOfEachClass();
        var scene = new MapScene(map, Width);
        using var bitmap = SKBitmap.Decode(WritePng(map, theme));

        Assert.That((bitmap.Width, bitmap.Height), Is.EqualTo((scene.Width, scene.Height)));
        var noted = RecordingTarget.Of(scene).Rectangles.Where(item => item.Note is not null).ToList();
        Assert.That(noted, Has.Count.GreaterThan(10));
        foreach (var (rectangle, _) in noted)
        {
            var pixel = bitmap.GetPixel(rectangle.Left + rectangle.Width / 2, rectangle.Top);
            var (page, colour) = (
                MapColours.ColourOf(MapPaint.Page, theme == MapTheme.Dark),
                MapColours.ColourOf(rectangle.Paint, theme == MapTheme.Dark));
            foreach (var (shift, value) in ((int, byte)[])[(16, pixel.Red), (8, pixel.Green), (0, pixel.Blue)])
            {
                var expected = (page >> shift & 255) * (1 - rectangle.Opacity) + (colour >> shift & 255) * rectangle.Opacity;
                Assert.That(value, Is.EqualTo(expected).Within(2.0), rectangle.ToString());
            }
        }
    }

    [Test]
    public void Png_OfAMap_HasLettersOfItsOwn()
    {
        var map = OneOfEachClass();
        using var bitmap = SKBitmap.Decode(WritePng(map, MapTheme.Light));

        var ink = 0;
        for (var x = 24; x < 100; x++)
        {
            for (var y = 20; y < 44; y++)
            {
                if (bitmap.GetPixel(x, y).Red < 100) ink++;
            }
        }

        Assert.That(ink, Is.GreaterThan(50));
    }

    [Test]
    public void Svg_OfAMap_HasTheRectanglesAndTextsOfItsScene()
    {
        var map = OneOfEachClass();
        var scene = RecordingTarget.Of(new MapScene(map, Width));
        XNamespace svg = "http://www.w3.org/2000/svg";

        var root = XDocument.Parse(Encoding.UTF8.GetString(Write(map, MapFormat.Svg, MapTheme.Auto))).Root!;

        Assert.That(root.Elements(svg + "rect").Count(), Is.EqualTo(scene.Rectangles.Count));
        Assert.That(root.Elements(svg + "text").Select(text => text.Value), Is.EqualTo(scene.Texts.Select(text => text.Text)));
        Assert.That(
            root.Elements(svg + "rect").Elements(svg + "title").Select(title => title.Value),
            Is.EqualTo(scene.Rectangles.Where(item => item.Note is not null).Select(item => item.Note.ToString())));
    }

    [TestCase(MapFormat.Svg)]
    [TestCase(MapFormat.Html)]
    public void Picture_OfHostileNames_HasThemAsText(MapFormat format)
    {
        const string hostile = "<script>alert(1)<script>\u202e\u0007&\ufffe";
        var text = Encoding.UTF8.GetString(Write(OneStream(hostile), format, MapTheme.Auto));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.Not.Contain("<script").And.Not.Contain('\u202e').And.Not.Contain('\u0007').And.Not.Contain('\ufffe'));
            Assert.That(text, Does.Contain("&lt;script&gt;"));
            Assert.That(
                () =>
                    XDocument.Parse($"<maps>{text[text.IndexOf("<svg", StringComparison.Ordinal)..].Replace("</body></html>", "")}</maps>"),
                Throws.Nothing);
        }
    }

    [Test]
    public void Html_OfAMap_HasAnotherOneForTelephones()
    {
        var text = Encoding.UTF8.GetString(Write(OneOfEachClass(), MapFormat.Html, MapTheme.Auto));

        Assert.That(text, Does.Contain("viewBox=\"0 0 360 ").And.Contain("@media(max-width:640px){.wide{display:none}"));
        Assert.That(text.Split("id=\"narrow-map-title\""), Has.Length.EqualTo(2));
    }

    [TestCase(360)]
    [TestCase(639)]
    [TestCase(640)]
    [TestCase(1200)]
    public void Scene_OfAnyWidth_HasNothingBesideThePicture(int width)
    {
        var scene = new MapScene(OneOfEachClass(), width);
        var drawn = RecordingTarget.Of(scene);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(drawn.Rectangles.Select(item => item.Rectangle.Left + item.Rectangle.Width), Has.All.InRange(0, width));
            Assert.That(drawn.Rectangles.Select(item => item.Rectangle.Top + item.Rectangle.Height), Has.All.InRange(0, scene.Height));
            Assert.That(drawn.Texts.Select(text => text.X), Has.All.InRange(0, width));
        }
    }

    [Test]
    public void Legend_NamesALineAlone_BesideOne()
    {
        var drawn = RecordingTarget.Of(new MapScene(OneOfEachClass(), Width));
        var words = drawn.Texts.Single(text => text.Text.StartsWith("a line alone", StringComparison.Ordinal));

        Assert.That(
            drawn.Rectangles.Select(item => item.Rectangle),
            Has.Some.Matches<SceneRectangle>(line =>
                line is { Height: 1, Width: 16, Paint: MapPaint.Line }
                && line.Left + 22 == words.X
                && line.Top < words.Baseline + 4
                && line.Top > words.Baseline - 4));
    }

    [Test]
    public void Picture_OfAnAuditWhoseTimeIsKnown_SaysIt([Values(360, Width)] int width)
    {
        var map = OneOfEachClass();
        var started = map with { Started = Timestamp.Parse("2026-04-01T03:00:05.999999Z") };
        var drawn = RecordingTarget.Of(new MapScene(started, width));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(drawn.Texts.Count(text => text.Text == "Audited 2026-04-01 03:00:05 UTC"), Is.EqualTo(1));
            Assert.That(
                RecordingTarget.Of(new MapScene(map, width)).Texts,
                Has.None.Matches<SceneText>(text => text.Text.StartsWith("Audited", StringComparison.Ordinal)));
            Assert.That(
                drawn.Texts.GroupBy(text => text.Baseline).OrderBy(line => line.Key).Take(4).Select(line => line.Key),
                Is.EqualTo([38, 60, 78, 109]));
            Assert.That(new MapScene(started, width).Sentences.Last(), Is.EqualTo("Audited 2026-04-01 03:00:05 UTC."));
        }
    }

    [Test]
    public void Svg_OfThinHolesAndLines_KeepsThemAtAnySize()
    {
        var text = Encoding.UTF8.GetString(Write(OneOfEachClass(), MapFormat.Svg, MapTheme.Light));
        XNamespace svg = "http://www.w3.org/2000/svg";
        var thin = XDocument.Parse(text).Root!.Elements(svg + "rect")
            .Where(item => Math.Min((int)item.Attribute("width")!, (int)item.Attribute("height")!) <= 4)
            .Select(item => (string)item.Attribute("class")!).Where(name => name.Split(' ')[0] is "missing" or "line" or "muted").ToList();

        Assert.That(thin, Has.Count.GreaterThan(10).And.All.EndsWith(" thin"));
        Assert.That(
            text,
            Does.Contain(".thin{stroke-width:1px;vector-effect:non-scaling-stroke}").And.Contain(".thin.missing{stroke:#d55e00}"));
    }

    [TestCase(MapTheme.Auto, true)]
    [TestCase(MapTheme.Light, false)]
    [TestCase(MapTheme.Dark, false)]
    public void Html_OfATheme_FollowsTheReaderOnlyIfAuto(MapTheme theme, bool follows)
    {
        var text = Encoding.UTF8.GetString(Write(OneStream("c"), MapFormat.Html, theme));

        Assert.That(text, Does.StartWith("<!doctype html>").And.Contain("default-src 'none'"));
        Assert.That(text.Contains("prefers-color-scheme", StringComparison.Ordinal), Is.EqualTo(follows));
    }

    [TestCase(MapFormat.Svg)]
    [TestCase(MapFormat.Html)]
    public void Picture_OfNothing_SaysSo(MapFormat format) =>
        Assert.That(() => Write(CoverageMap.ByStream("empty", new CoverageCollector()), format, MapTheme.Auto), Is.Not.Empty);

    [Test]
    public void Picture_OfAnyTwoTimes_IsTheSameBytes([Values] MapFormat format)
    {
        var map = CoverageMap.ByStream("map", FakedCoverage.Of(3).Collector);
        var first = Write(map, format, MapTheme.Dark);

        Assert.That(Write(map, format, MapTheme.Dark), Is.EqualTo(first));
    }

    [Test]
    public void Png_OfNothing_SaysSo() =>
        Assert.That(() => WritePng(CoverageMap.ByStream("empty", new CoverageCollector()), MapTheme.Auto), Is.Not.Empty);

    [Test]
    public void Png_OfAnyTwoTimes_IsTheSameBytes()
    {
        var map = CoverageMap.ByStream("map", FakedCoverage.Of(3).Collector);
        var first = WritePng(map, MapTheme.Dark);

        Assert.That(WritePng(map, MapTheme.Dark), Is.EqualTo(first));
    }

    [Test]
    public void ByDay_MoreRowsThanAMapHas_IsRefused()
    {
        var collector = new CoverageCollector();
        var start = Timestamp.Parse("2010-01-01T00");
        collector.Add(new StreamRecord
        {
            Stream = new StreamId("c", "q"),
            Window = new TimeRange(start, start.AddMicroseconds((CoverageMap.MostRows * 24L + 1) * Timestamp.MicrosecondsPerHour)),
            Hours = 1,
            Entries = default,
            Microseconds = default,
            Holes = 0,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = TimeSpan.Zero,
        });

        Assert.That(() => CoverageMap.ByDay("", collector), Throws.TypeOf<MapSizeException>().With.Message.Contains("4,001 rows"));
    }

    [Test]
    public void Png_OfTooManyPixels_IsRefused()
    {
        var collector = new CoverageCollector();
        var start = Timestamp.Parse("2010-01-01T00");
        collector.Add(new StreamRecord
        {
            Stream = new StreamId("c", "q"),
            Window = new TimeRange(start, start.AddMicroseconds(3_000 * 24L * Timestamp.MicrosecondsPerHour)),
            Hours = 1,
            Entries = default,
            Microseconds = default,
            Holes = 0,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = TimeSpan.Zero,
        });

        Assert.That(
            () => WritePng(CoverageMap.ByDay("", collector), MapTheme.Auto, MapPicture.MostPixels),
            Throws.TypeOf<MapSizeException>());
    }

    /// <summary>An hour in which each class lasts for a while, and holes of every share of a column.</summary>
    private static CoverageMap OneOfEachClass()
    {
        var collector = new CoverageCollector();
        var stream = new StreamId("desertbus", "source");
        var start = Timestamp.Parse("2026-03-28T22");
        collector.Add(new DegradedFinding { Stream = stream, Range = Range(60, 120), Class = CoverageClass.Suspect });
        collector.Add(new DegradedFinding { Stream = stream, Range = Range(180, 240), Class = CoverageClass.Partial });
        collector.Add(new UnknownRecord { Stream = stream, Range = Range(300, 360) });
        for (var second = 1; second < 20; second++) collector.Add(new HoleFinding
        {
            Stream = stream,
            Range = Range(300 + second * 100, 300 + second * 101),
            Before = null,
            After = null,
        });
        collector.Add(new StreamRecord
        {
            Stream = stream,
            Window = Range(0, 3600),
            Hours = 1,
            Entries = default,
            Microseconds = default,
            Holes = 19,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = TimeSpan.Zero,
        });
        return CoverageMap.ByStream("letters", collector);

        TimeRange Range(int from, int to) =>
            new(start.AddMicroseconds(from * Timestamp.MicrosecondsPerSecond), start.AddMicroseconds(to * Timestamp.MicrosecondsPerSecond));
    }

    private static CoverageMap OneStream(string channel)
    {
        var collector = new CoverageCollector();
        var stream = new StreamId(channel, "source");
        var window = TimeRange.Parse("2026-03-28T22", "2026-03-28T23");
        collector.Add(new HoleFinding { Stream = stream, Range = window, Before = null, After = null });
        collector.Add(new StreamRecord
        {
            Stream = stream,
            Window = window,
            Hours = 1,
            Entries = default,
            Microseconds = new ClassMicroseconds { Missing = window.Microseconds, },
            Holes = 1,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = window.Duration,
        });
        return CoverageMap.ByStream($"Coverage of {channel}", collector);
    }

    private static byte[] Write(CoverageMap map, MapFormat format, MapTheme theme, int width = Width)
    {
        using var stream = new MemoryStream();
        MapPicture.Write(stream, map, format, width, theme);
        return stream.ToArray();
    }

    private static byte[] WritePng(CoverageMap map, MapTheme theme, int width = Width)
    {
        using var stream = new MemoryStream();
        PngPicture.Write(stream, map, width, theme);
        return stream.ToArray();
    }
}
