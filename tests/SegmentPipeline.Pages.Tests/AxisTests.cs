using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>What stands above the lanes and beside them.</summary>
public sealed class AxisTests
{
    private const double Day = 86_400e6;
    private const double Minute = 60e6;

    [Test]
    public async Task Ticks_AtAnyZoom_CanBeReadAlone()
    {
        using var report = await ReportFile.OfAsync(Reports.Varied());
        await using var page = await OpenedPage.OpenAsync(report.Path);
        await page.Page.FocusAsync(".surface");

        for (var zoom = 0; zoom < 24; zoom++)
        {
            var (from, to) = await page.ViewAsync();
            var ticks = await TicksAsync(page);
            Assert.That(ticks, Has.Length.GreaterThan(1), $"{to - from} µs");
            Assert.That(ticks, Has.All.Match(PatternOf(to - from)), $"{to - from} µs: {string.Join(", ", ticks)}");
            Assert.That(await OverlapsAsync(page), Is.Empty, $"{to - from} µs");
            await page.Page.Keyboard.PressAsync("+");
        }

        var last = await page.ViewAsync();
        Assert.That(last.To - last.From, Is.LessThan(Minute));
    }

    [Test]
    public async Task Tick_AtMidnight_NamesTheDayAndTheTime()
    {
        using var archive = new ArchiveBuilder();
        foreach (var hour in (string[])["2026-03-28T22", "2026-03-28T23", "2026-03-29T00", "2026-03-29T01"])
            archive.File("c", "q", hour, SegmentNames.Full("00:00", "3600.0"));
        using var report = await ReportFile.OfAsync(archive);
        await using var page = await OpenedPage.OpenAsync(report.Path);
        await page.ViewAsync();

        Assert.That(await TicksAsync(page), Has.Member("Mar 29 00:00").And.Member("23:00"));
    }

    [Test]
    public async Task Lane_OfAStreamThatEndedEarly_IsALineThatTheLegendExplains()
    {
        using var archive = new ArchiveBuilder();
        archive
            .File("c", "long", "2026-03-28T22", SegmentNames.Full("00:00", "3600.0"))
            .File("c", "long", "2026-03-28T23", SegmentNames.Full("00:00", "3600.0"));
        archive.File("c", "short", "2026-03-28T22", SegmentNames.Full("00:00", "3600.0"));
        using var report = await ReportFile.OfAsync(archive);
        await using var page = await OpenedPage.OpenAsync(report.Path);
        await page.DrawnAsync();

        var swatch = page
            .Page.Locator("#legend li")
            .Filter(new() { HasText = "not audited, as a stream that ended early" })
            .Locator(".swatch span");
        var line = await swatch.EvaluateAsync<string>("line => getComputedStyle(line).backgroundColor");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await swatch.EvaluateAsync<double>("line => line.getBoundingClientRect().height"), Is.EqualTo(2));
            Assert.That(await PixelAsync(page, lane: 1, x: 0.9, isBottom: true), Is.EqualTo(line), "the line of what was not audited");
            Assert.That(
                await PixelAsync(page, lane: 1, x: 0.9, isBottom: false),
                Is.Not.EqualTo(await PixelAsync(page, lane: 1, x: 0.1, isBottom: false)));
            Assert.That(
                await PixelAsync(page, lane: 0, x: 0.9, isBottom: false),
                Is.EqualTo(await PixelAsync(page, lane: 1, x: 0.1, isBottom: false)));
        }
    }

    /// <summary>Hours and minutes wherever two days or less are seen, with as many digits as are needed; days beyond.</summary>
    private static string PatternOf(double microseconds) => microseconds switch
    {
        < 10 * Minute => @"^([A-Z][a-z]{2} \d+ )?\d\d:\d\d(:\d\d(\.\d{3})?)?$",
        < 2 * Day => @"^([A-Z][a-z]{2} \d+ )?\d\d:\d\d$",
        _ => @"^([A-Z][a-z]{2} \d+|\d\d:\d\d)$",
    };

    private static Task<string[]> TicksAsync(OpenedPage page) =>
        page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.axis-box .tick text')].map((tick) => tick.textContent)");

    /// <summary>What is written over something else.</summary>
    private static Task<string[]> OverlapsAsync(OpenedPage page) => page.Page.EvaluateAsync<string[]>(
        """
        () => {
            const shown = [...document.querySelectorAll(".axis-box .tick text")].filter((tick) => tick.style.visibility !== "hidden");
            const boxes = shown.map((tick) => ({ text: tick.textContent, ...tick.getBoundingClientRect().toJSON() })).sort((a, b) => a.left - b.left);
            return boxes.filter(({ left }, i) => i > 0 && left < boxes[i - 1].right).map(({ text }) => text);
        }
        """);

    private static Task<string> PixelAsync(OpenedPage page, int lane, double x, bool isBottom) => page.Page.EvaluateAsync<string>(
        """
        ([lane, x, isBottom]) => {
            const canvas = document.querySelectorAll(".lane canvas")[lane];
            const { data } = canvas.getContext("2d").getImageData(Math.floor(canvas.width * x), isBottom ? canvas.height - 1 : 2, 1, 1);
            return `rgb(${data[0]}, ${data[1]}, ${data[2]})`;
        }
        """,
        new object[] { lane, x, isBottom });
}
