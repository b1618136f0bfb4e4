using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests;

/// <summary>Ten years and 100,000 findings: little of it is in the document at any time.</summary>
public sealed class LargeTests
{
    private ReportFile _report = null!;
    private OpenedPage _page = null!;

    [OneTimeSetUp]
    public async Task WriteAsync() => _report = await ReportFile.OfAsync(Reports.Large());

    [OneTimeTearDown]
    public void Delete() => _report.Dispose();

    [SetUp]
    public async Task OpenAsync() => _page = await OpenedPage.OpenAsync(_report.Path);

    [TearDown]
    public async Task CloseAsync() => await _page.DisposeAsync();

    [Test]
    public async Task Page_SaysHowManyOfHowManyItHas()
    {
        await Assertions.Expect(_page.Page.Locator("#kept")).ToHaveTextAsync(
            "This page has the 100,000 worst of 140,000 findings, the longest holes first: 100,000 of 120,000 holes, 0 of 20,000 overlaps. report.ndjson, beside it, has all.");
        await Assertions.Expect(_page.Page.Locator("#shown")).ToHaveTextAsync("100,000 findings");
        Assert.That(_page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Table_WhereverItIsScrolled_HasFewRowsInTheDocument()
    {
        Assert.That(await RowsAsync(), Is.InRange(10, 60));

        await _page.Page.EvaluateAsync("() => { const box = document.querySelector('.scroller'); box.scrollTop = box.scrollHeight; }");
        await Assertions.Expect(_page.Page.Locator("tr[aria-rowindex='100001']")).ToBeVisibleAsync();

        Assert.That(await RowsAsync(), Is.InRange(10, 60));
        await Assertions.Expect(_page.Page.Locator("table.findings").First).ToHaveAttributeAsync("aria-rowcount", "100001");
    }

    [Test]
    public async Task Table_SortedAndSearched_StillAnswers()
    {
        await _page.Page.ClickAsync("th.start button");
        await Assertions.Expect(_page.Page.Locator("#table td.start").First).ToContainTextAsync("2016-");
        await _page.Page.FillAsync("#search", "channel3 2019");

        await Assertions.Expect(_page.Page.Locator("#shown")).ToHaveTextAsync("0 of 100,000 findings");
        await _page.Page.FillAsync("#search", "channel3/source 2019-05");
        await Assertions.Expect(_page.Page.Locator("#shown")).ToContainTextAsync(" of 100,000 findings");
        Assert.That(await RowsAsync(), Is.InRange(1, 60));
    }

    [Test]
    public async Task Map_ZoomsFromTenYearsToSeconds()
    {
        await _page.Page.ClickAsync("#zoom-fit");
        var all = await _page.ViewAsync();
        await _page.Page.ClickAsync("#hole-next");
        var near = await _page.ViewAsync();

        Assert.That(all.To - all.From, Is.GreaterThan(3650 * 86_400e6));
        Assert.That(near.To - near.From, Is.LessThan(3600e6));
        Assert.That(await _page.Page.Locator("canvas").CountAsync(), Is.EqualTo(5));
        Assert.That(_page.Complaints, Is.Empty);
    }

    [TestCase("End", 100_001)]
    [TestCase("PageDown", 12)]
    [TestCase("ArrowUp", 2)]
    public async Task Key_InTheTable_GoesToItsRow(string key, int rowIndex)
    {
        await _page.Page.FocusAsync("tbody a[tabindex='0']");

        await _page.Page.Keyboard.PressAsync(key);

        await Assertions.Expect(_page.Page.Locator($"tr[aria-rowindex='{rowIndex}'] a")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Link_ToTheLastRow_ScrollsToIt()
    {
        await _page.Page.ClickAsync("th.start button");
        await _page.Page.FocusAsync("tbody a[tabindex='0']");
        await _page.Page.Keyboard.PressAsync("End");
        var last = await _page.Page.Locator("tr[aria-rowindex='100001'] a").GetAttributeAsync("href");
        await _page.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(_page.Page.Locator("tr[aria-rowindex='100001']")).ToHaveCountAsync(0);

        await _page.Page.GotoAsync(new Uri(_report.Path).AbsoluteUri + last);

        await Assertions.Expect(_page.Page.Locator("tr[aria-current]")).ToHaveAttributeAsync("aria-rowindex", "100001");
    }

    private Task<int> RowsAsync() => _page.Page.Locator("#table tbody tr").CountAsync();
}
