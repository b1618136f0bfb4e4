using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests;

/// <summary>The table of findings is sorted, filtered, searched and linked to.</summary>
public sealed class FindingTests
{
    private ReportFile _report = null!;

    [OneTimeSetUp]
    public async Task WriteAsync() => _report = await ReportFile.OfAsync(Reports.Varied());

    [OneTimeTearDown]
    public void Delete() => _report.Dispose();

    [Test]
    public async Task Heading_Clicked_SortsByItsColumn()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await Expect(Cell(page, "length")).ToHaveTextAsync("5 h 00 m 00 s");

        await page.Page.ClickAsync("th.start button");
        await Expect(Cell(page, "start")).ToHaveTextAsync("2016-03-29 00:00:07");
        await Expect(page.Page.Locator("th.start")).ToHaveAttributeAsync("aria-sort", "ascending");
        await page.Page.ClickAsync("th.start button");

        await Expect(Cell(page, "start")).ToHaveTextAsync("no time");
        await Expect(page.Page.Locator("th.start")).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(page.Page.Locator("th.length")).ToHaveAttributeAsync("aria-sort", "none");
    }

    [Test]
    public async Task End_OfAFinding_IsWhereItsLengthLeads()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await Expect(Cell(page, "start")).ToHaveTextAsync("2016-04-01 00:00:00");
        await Expect(Cell(page, "end")).ToHaveTextAsync("2016-04-01 05:00:00");

        await page.Page.ClickAsync("th.end button");

        await Expect(page.Page.Locator("th.end")).ToHaveAttributeAsync("aria-sort", "ascending");
        await Expect(Cell(page, "end")).ToHaveTextAsync("2016-03-29 00:00:16");
    }

    [TestCase("", 9)]
    [TestCase("hole", 3)]
    [TestCase("no such thing", 1)]
    public async Task Table_OfAnyRows_IsAsTallAsThey(string search, int rows)
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.FillAsync("#search", search);
        await Expect(page.Page.Locator("#table tbody tr:not(.spacer)")).ToHaveCountAsync(rows);

        var (box, table) = (await BoxAsync(page, ".scroller"), await BoxAsync(page, ".scroller table"));

        Assert.That(box.Height - table.Height, Is.InRange(0, 16), "neither a box that is empty below nor one to scroll");
    }

    [Test]
    public async Task Type_SwitchedOff_IsNotShown()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await Expect(Shown(page)).ToHaveTextAsync("9 findings");

        await page.Page.UncheckAsync("input[value=hole]");

        await Expect(Shown(page)).ToHaveTextAsync("6 of 9 findings");
        await Expect(page.Page.Locator("#table .tag.hole")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Stream_Chosen_IsTheOnlyOneShown()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);

        await page.Page.SelectOptionAsync("#stream", new SelectOptionValue { Label = "a-second-channel-with-a-long-name/source" });

        await Expect(Shown(page)).ToHaveTextAsync("1 of 9 findings");
    }

    [TestCase("PERMISSION", "1 of 9 findings")]
    [TestCase("2016-04-01", "1 of 9 findings")]
    [TestCase("no such thing", "0 of 9 findings")]
    public async Task Search_FindsWhatIsWritten(string text, string shown)
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);

        await page.Page.FillAsync("#search", text);

        await Expect(Shown(page)).ToHaveTextAsync(shown);
    }

    [Test]
    public async Task Link_ToAHole_OpensItsDetailAndPlace()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path, link: "#hole=desertbus/source/2016-03-29T00:00:07.000000Z");

        var view = await page.ViewAsync();

        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("2016-03-29T00:00:16.000000Z");
        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("2016-03-29T00/00:05.000000-2.0-full");
        await Expect(page.Page.Locator("tr[aria-current] .start")).ToHaveTextAsync("2016-03-29 00:00:07");
        Assert.That(view.To - view.From, Is.LessThan(60e6));
    }

    [Test]
    public async Task Hole_WhoseCauseIsKnown_SaysWhereItCameFrom()
    {
        var records = Reports.Varied().ToAsyncEnumerable().WithCausesAsync();
        using var caused = await ReportFile.OfAsync(await records.ToListAsync());
        await using var page = await OpenedPage.OpenAsync(caused.Path, link: "#hole=desertbus/source/2016-03-29T00:00:07.000000Z");

        await Expect(page.Page.Locator("#detail")).ToContainTextAsync($"quality: {LossCauses.SentenceOf(LossCause.Quality)}");
    }

    [Test]
    public async Task BackAndForward_WalkThroughWhatWasSelected()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.ClickAsync("tbody tr:not(.spacer) >> nth=0");
        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("5 h 00 m");
        await page.Page.ClickAsync("#hole-next");
        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("2.000 s");

        await page.Page.GoBackAsync();
        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("5 h 00 m");
        await page.Page.GoBackAsync();
        await Expect(page.Page.Locator("#detail")).ToBeHiddenAsync();
        await page.Page.GoForwardAsync();

        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("5 h 00 m");
    }

    [Test]
    public async Task Row_Clicked_ShowsWhatIsKnownOfIt()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);

        await page.Page.ClickAsync("#table td.details >> nth=7");

        await Expect(page.Page.Locator("#detail")).ToBeInViewportAsync();
        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("permission denied");
        Assert.That(page.Page.Url, Does.EndWith("#unreadable=desertbus/720p/2016-03-31T00"));
    }

    [Test]
    public async Task Link_ToWhatIsNotHere_SaysSo()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path, link: "#hole=desertbus/source/1999-01-01T00:00:00.000000Z");

        await Expect(page.Page.Locator("#detail")).ToContainTextAsync("This page has no finding hole=desertbus/source/1999");
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Link_ToWhatAFilterHides_TakesTheFilterAway()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.UncheckAsync("input[value=hole]");

        await page.Page.ClickAsync("#hole-next");

        await Expect(Shown(page)).ToHaveTextAsync("9 findings");
        await Expect(page.Page.Locator("tr[aria-current]")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Arrows_InTheTable_MoveItsOneStop()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.FocusAsync("tbody a[tabindex='0']");

        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Page.Locator("tr[aria-current]")).ToHaveAttributeAsync("aria-rowindex", "4");
        await Expect(page.Page.Locator("tbody a[tabindex='0']")).ToHaveCountAsync(1);
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private static ILocator Cell(OpenedPage page, string column) => page.Page.Locator($"#table tbody td.{column}").First;

    private static async Task<LocatorBoundingBoxResult> BoxAsync(OpenedPage page, string selector) =>
        (await page.Page.Locator(selector).BoundingBoxAsync())!;

    private static ILocator Shown(OpenedPage page) => page.Page.Locator("#shown");
}
