using System.Text.Json;
using Microsoft.Playwright;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>How the page looks, and whether those who do not look can use it. Screenshots go to <c>artifacts/screenshots</c>: whoever
/// changes the page looks at them.</summary>
public sealed class AppearanceTests
{
    private static readonly string Screenshots = ProjectFiles.PathOf("artifacts/screenshots");

    private static readonly int[] FullInLight = [189, 220, 212];
    private static readonly int[] FullInDark = [36, 82, 74];

    private ReportFile _report = null!;

    [OneTimeSetUp]
    public async Task WriteAsync()
    {
        Directory.CreateDirectory(Screenshots);
        _report = await ReportFile.OfAsync(Reports.Varied());
    }

    [OneTimeTearDown]
    public void Delete() => _report.Dispose();

    [TestCase(ColorScheme.Light, "light")]
    [TestCase(ColorScheme.Dark, "dark")]
    public async Task Page_InATheme_BreaksNoRuleOfAccess(ColorScheme scheme, string name)
    {
        await using var page = await OpenAsync(scheme, 1280);
        await page.DrawnAsync();
        await TakeAsync(page, name);
        Assert.That(await ViolationsAsync(page), Is.Empty);
        Assert.That(await LaneAsync(page), Is.EqualTo(scheme == ColorScheme.Light ? FullInLight : FullInDark));

        await page.Page.ClickAsync("#hole-next");
        await page.ViewAsync();
        await TakeAsync(page, $"{name}-zoomed");

        Assert.That(await ViolationsAsync(page), Is.Empty);
    }

    [Test]
    public async Task Page_OnAPhone_BreaksNoRuleAndIsNotWiderThanIt()
    {
        await using var page = await OpenAsync(ColorScheme.Light, 390);
        await TakeAsync(page, "phone");

        Assert.That(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(390));
        Assert.That(await ViolationsAsync(page), Is.Empty);
    }

    [Test]
    public async Task Theme_Switched_IsAnother()
    {
        await using var page = await OpenAsync(ColorScheme.Dark, 1280);
        var dark = await BackgroundAsync(page);

        await page.Page.ClickAsync("#theme");
        var light = await BackgroundAsync(page);
        await page.Page.ReloadAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((dark, light), Is.EqualTo(("rgb(17, 22, 27)", "rgb(246, 247, 248)")));
            Assert.That(await BackgroundAsync(page), Is.EqualTo(light));
        }

        await Assertions.Expect(page.Page.Locator("#theme")).ToHaveTextAsync("Dark theme");
    }

    [Test]
    public async Task Tab_StopsAtEveryControlFromTopToBottom()
    {
        await using var page = await OpenAsync(ColorScheme.Light, 1280);
        var stops = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var stop = await page.Page.EvaluateAsync<string>(
                "() => { const at = document.activeElement; return at.id || at.className || at.value || at.closest('th')?.className || at.closest('dd, td, footer')?.className || at.tagName; }"
            );
            if (stops.Contains("stream-table")) break;
            stops.Add(stop);
        }

        Assert.That(stops, Is.EqualTo((string[])
        [
            "skip", "theme", "quiet", "zoom-in", "zoom-out", "zoom-fit", "hole-previous", "hole-next", "surface",
            "hole", "unreadable", "degraded", "overlap", "bad", "stray", "stream", "search",
            "type", "stream", "start", "end", "length", "details", "start", "stream-table",
        ]));
    }

    [Test]
    public async Task Paper_HasTheFindingsAndNoControls()
    {
        await using var page = await OpenAsync(ColorScheme.Dark, 1000);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(page.Page.Locator("#print-table tbody tr")).ToHaveCountAsync(9);
        await page.DrawnAsync();
        await TakeAsync(page, "print");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await BackgroundAsync(page), Is.EqualTo("rgb(255, 255, 255)"));
            Assert.That(await page.Page.Locator("button:visible").CountAsync(), Is.Zero);
            Assert.That(await LaneAsync(page), Is.EqualTo(FullInLight), "the map is drawn in the colours of paper");
        }

        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await Assertions.Expect(page.Page.Locator("#print-table tr")).ToHaveCountAsync(0);
        await page.Page.EvaluateAsync(
            "() => { addEventListener('beforeprint', () => document.title = `${document.querySelectorAll('#print-table tbody tr').length} rows`); }"
        );
        var pdf = await page.Page.PdfAsync(new PagePdfOptions { Path = Path.Combine(Screenshots, "print.pdf"), Format = "A4" });
        Assert.That(pdf.AsSpan().StartsWith("%PDF"u8));
        Assert.That(await page.Page.TitleAsync(), Is.EqualTo("9 rows"));
    }

    private Task<OpenedPage> OpenAsync(ColorScheme scheme, int width) => OpenedPage.OpenAsync(_report.Path, new BrowserNewContextOptions
    {
        ColorScheme = scheme,
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
    });

    private static Task<byte[]> TakeAsync(OpenedPage page, string name) =>
        page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });

    private static Task<string> BackgroundAsync(OpenedPage page) =>
        page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    /// <summary>The colour of the first moment of the first lane.</summary>
    private static Task<int[]> LaneAsync(OpenedPage page) =>
        page.Page.EvaluateAsync<int[]>(
            "() => [...document.querySelector('.lane canvas').getContext('2d').getImageData(1, 9, 1, 1).data].slice(0, 3)");

    /// <summary>What axe finds fault with: the rule and the places.</summary>
    private static async Task<string[]> ViolationsAsync(OpenedPage page)
    {
        await page.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        var violations = await page.Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)");
        return [.. violations.EnumerateArray().Select(violation => violation.GetString()!)];
    }
}
