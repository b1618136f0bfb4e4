using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests;

/// <summary>What the page keeps, and what it drops, in a window as narrow as telephones have.</summary>
public sealed class PhoneTests
{
    private const int Narrowest = 360;

    private ReportFile _report = null!;

    [OneTimeSetUp]
    public async Task WriteAsync() => _report = await ReportFile.OfAsync(Reports.Varied());

    [OneTimeTearDown]
    public void Delete() => _report.Dispose();

    [TestCase(Narrowest, "00:00:00", "5 h 00 m", false)]
    [TestCase(1280, "2016-04-01 00:00:00", "5 h 00 m 00 s", true)]
    public async Task Finding_InAWindow_KeepsItsTimeAndDropsTheRest(int width, string start, string length, bool hasEnd)
    {
        await using var page = await OpenAsync(width);
        var row = page.Page.Locator("#table tbody tr:not(.spacer)").First;

        await Assertions.Expect(row.Locator(".start")).ToBeVisibleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await SeenAsync(row.Locator(".start")), Is.EqualTo(start));
            Assert.That(await SeenAsync(row.Locator(".length")), Is.EqualTo(length));
            foreach (var wide in (string[])[".end", ".stream", ".details"])
                Assert.That(await row.Locator(wide).IsVisibleAsync(), Is.EqualTo(hasEnd), wide);
            Assert.That(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.EqualTo(width));
        }
    }

    [Test]
    public async Task Cells_InTheNarrowestWindow_AreNotCutOff()
    {
        await using var page = await OpenAsync(Narrowest);

        var cut = await page.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("#table td:is(.type, .start, .length), #table th button")]
                .filter((cell) => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)
            """);

        Assert.That(cut, Is.Empty);
    }

    [Test]
    public async Task Finding_Selected_HasItsDaysAndItsEndThere()
    {
        await using var page = await OpenAsync(Narrowest);

        await page.Page.Locator("#table tbody tr:not(.spacer)").First.ClickAsync();

        await Assertions.Expect(page.Page.Locator("#detail")).ToContainTextAsync("2016-04-01T00:00:00.000000Z");
        await Assertions.Expect(page.Page.Locator("#detail")).ToContainTextAsync("2016-04-01T05:00:00.000000Z");
    }

    private Task<OpenedPage> OpenAsync(int width) =>
        OpenedPage.OpenAsync(
            _report.Path,
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
            }
        );

    /// <summary>What of a cell can be read, with what the style sheet puts into it.</summary>
    private static async Task<string> SeenAsync(ILocator cell)
    {
        var after = await cell.EvaluateAsync<string>("cell => getComputedStyle(cell, '::after').content");
        var text = await cell.InnerTextAsync() + (after.StartsWith('"') ? after.Trim('"') : "");
        return text.Replace('\u00a0', ' ').Trim();
    }
}
