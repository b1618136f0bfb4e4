using Microsoft.Playwright;
using SegmentPipeline.Reports;

namespace SegmentPipeline.Pages.Tests;

/// <summary>The page that <c>pipeline map --output FILE.html</c> writes, in windows of several widths.</summary>
public sealed class MapPageTests
{
    private const int Holes = 40;

    [TestCase(360, ".narrow", ".wide")]
    [TestCase(640, ".narrow", ".wide")]
    [TestCase(641, ".wide", ".narrow")]
    [TestCase(1280, ".wide", ".narrow")]
    public async Task Map_InAWindow_ShowsTheOneThatFits(int width, string shown, string hidden)
    {
        await using var page = await OpenAsync(MapPicture.DefaultPixels, width);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Page.Locator(shown).IsVisibleAsync());
            Assert.That(await page.Page.Locator(hidden).IsVisibleAsync(), Is.False);
            Assert.That(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(width));
            Assert.That(page.Complaints, Is.Empty);
        }
    }

    [Test]
    public async Task Map_OnATelephone_CanBeRead()
    {
        await using var page = await OpenAsync(MapPicture.DefaultPixels, 360);

        var texts = await page.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(".narrow text")].filter((text) => {
                const box = text.getBoundingClientRect();
                return box.left < 0 || box.right > 360 || box.height < 11 || text.textContent.endsWith("…");
            }).map((text) => text.textContent)
            """);

        Assert.That(texts, Is.Empty, "these are too small, cut off, or beside the window");
        await Assertions.Expect(page.Page.Locator(".narrow")).ToContainTextAsync("2026-03-28 22:00:00Z – 2026-03-28 23:00:00Z");
        await Assertions.Expect(page.Page.Locator(".narrow")).ToContainTextAsync("Audited 2026-04-01 03:00:05 UTC");
    }

    [TestCase(1200, 1200)]
    [TestCase(1200, 650)]
    [TestCase(4000, 650)]
    public async Task Holes_InAPictureThatIsShownSmaller_AreAllSeen(int picture, int window)
    {
        await using var page = await OpenAsync(picture, window);
        var row = await page.Page.EvaluateAsync<float>(
            "() => { const box = document.querySelector('.wide .missing:has(title)').getBoundingClientRect(); return box.top + box.height / 2; }"
        );
        var screen = await page.Page.ScreenshotAsync();

        Assert.That(await MissingRunsAsync(page, screen, (int)row), Is.EqualTo(Holes));
    }

    /// <summary>How many runs of orange there are in a row of pixels.</summary>
    private static async Task<int> MissingRunsAsync(OpenedPage page, byte[] screen, int row)
    {
        var blank = await page.Page.Context.NewPageAsync();
        return await blank.EvaluateAsync<int>(
            """
            async ([image, row]) => {
                const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0))]));
                const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
                brush.drawImage(bitmap, 0, 0);
                const { data } = brush.getImageData(0, row, bitmap.width, 1);
                let runs = 0;
                for (let i = 0, was = false; i < data.length; i += 4) {
                    const is = data[i] - data[i + 2] > 90;
                    if (is && !was) runs++;
                    was = is;
                }
                return runs;
            }
            """,
            new object[] { Convert.ToBase64String(screen), row });
    }

    /// <summary>An hour with holes of a millisecond, opened as a page.</summary>
    private static async Task<OpenedPage> OpenAsync(int pixels, int width)
    {
        var collector = new CoverageCollector();
        var stream = new StreamId("desertbus", "source");
        var window = TimeRange.Parse("2026-03-28T22", "2026-03-28T23");
        for (var hole = 1; hole <= Holes; hole++)
        {
            var start = window.Start.AddMicroseconds(hole * 87 * Timestamp.MicrosecondsPerSecond);
            collector.Add(new HoleFinding
            {
                Stream = stream,
                Range = new TimeRange(start, start.AddMicroseconds(1_000)),
                Before = null,
                After = null,
            });
        }

        var missing = Holes * 1_000L;
        collector.Add(new StreamRecord
        {
            Stream = stream,
            Window = window,
            Hours = 1,
            Entries = default,
            Microseconds = new ClassMicroseconds
            {
                Full = window.Microseconds - missing,
                Suspect = 0,
                Partial = 0,
                Missing = missing,
                Unknown = 0,
            },
            Holes = Holes,
            Degraded = 0,
            Overlaps = 0,
            Discontinuities = 0,
            LongestHole = TimeSpan.FromMilliseconds(1),
        });
        var map = CoverageMap.ByStream("Coverage of holes", collector) with { Started = Timestamp.Parse("2026-04-01T03:00:05Z") };
        var file = Path.Combine(Directory.CreateTempSubdirectory("map-page-").FullName, "map.html");
        try
        {
            using (var written = File.Create(file)) MapPicture.Write(written, map, MapFormat.Html, pixels, MapTheme.Light);
            return await OpenedPage.OpenAsync(file, new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 400 },
            });
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
