using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests;

/// <summary>The page marks corrupt segments, however far out its map is, and says what the mark means.</summary>
internal sealed class CorruptTests
{
    private const string Blue = "0,114,178";

    [Test]
    public async Task TwoSecondsOfTenYears_HaveAMark()
    {
        using var report = await ReportFile.OfAsync(Reports.Corrupt());
        await using var page = await OpenAsync(report);

        var pixels = await UpperPixelsAsync(page);

        Assert.That(pixels.Count(pixel => pixel == Blue), Is.InRange(3, 6));
        Assert.That(Array.IndexOf(pixels, Blue) / (double)pixels.Length, Is.EqualTo(1 / 3d).Within(0.01));
        Assert.That(await page.Page.Locator("#legend").TextContentAsync(), Does.Contain("a bar above: corrupt"));
        Assert.That(await page.Page.Locator("#verdict").TextContentAsync(), Does.StartWith("Corrupt. No holes, but 1 corrupt file"));
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task ReportWithoutCorruptSegments_HasNoMarkAndNoLegendOfIt()
    {
        using var report = await ReportFile.OfAsync(Reports.Varied());
        await using var page = await OpenAsync(report);

        Assert.That(await UpperPixelsAsync(page), Does.Not.Contain(Blue));
        Assert.That(await page.Page.Locator("#legend").TextContentAsync(), Does.Not.Contain("corrupt"));
    }

    private static Task<OpenedPage> OpenAsync(ReportFile report) => OpenedPage.OpenAsync(report.Path, new BrowserNewContextOptions
    {
        ColorScheme = ColorScheme.Light,
        ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
    });

    /// <summary>The colours along the upper edge of the first lane.</summary>
    private static async Task<string[]> UpperPixelsAsync(OpenedPage page)
    {
        await page.DrawnAsync();
        return await page.Page.EvaluateAsync<string[]>("""
            () => {
                const canvas = document.querySelector(".lane canvas");
                const { data } = canvas.getContext("2d").getImageData(0, 1, canvas.width, 1);
                return Array.from({ length: canvas.width }, (_, x) => data.slice(4 * x, 4 * x + 3).join());
            }
            """);
    }
}
