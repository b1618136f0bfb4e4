using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>A thousand streams, a hundred thousand holes and ten years in a browser: little of it is in the page at any time, and no zoom
/// hides a hole.</summary>
internal sealed class SiteSizeTests
{
    private const int Streams = 1000;
    private const int Seed = 17;

    /// <summary>What canvases may hold; those of all lanes would hold sixteen million.</summary>
    private const long MostPixels = 3_000_000;

    private TenYears _years = null!;
    private SiteHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var begun = Stopwatch.StartNew();
        _years = await TenYears.AuditAsync(Streams, Seed);
        var root = Path.GetDirectoryName(_years.Ledger)!;
        _host = await SiteHost.StartAsync(root, configure: archive => archive.Audit.Ledger = _years.Ledger);
        TestContext.Out.WriteLine($"{Streams:N0} streams with {_years.Holes:N0} holes, seed {Seed}, audited in {begun.Elapsed.TotalSeconds:0.0} s");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _years.Dispose();
    }

    [Test]
    public async Task Overview_ShowsFifty_AndAllWhenAsked()
    {
        await using var site = await _host.OpenAsync();
        var rows = site.Page.Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await Assertions.Expect(site.Page.Locator(".figures")).ToContainTextAsync(_years.Holes.ToString("N0", CultureInfo.InvariantCulture));
        await SitePictures.SettledAsync(site, "tbody tr:first-child canvas");
        await site.TakeAsync("size-overview");

        await site.Page.FillAsync("input[type=search]", "channel24");
        await Assertions.Expect(rows).ToHaveCountAsync(40);
        await site.Page.FillAsync("input[type=search]", "");
        await site.Page.ClickAsync($"text=Show all {Streams:N0}");
        await Assertions.Expect(rows).ToHaveCountAsync(Streams);
        await site.Page.Locator("tbody tr:last-child canvas").ScrollIntoViewIfNeededAsync();
        await SitePictures.SettledAsync(site, "tbody tr:last-child canvas");
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Timeline_OfAllStreams_AnswersKeysWheelAndDrag()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(Streams);
        await SitePictures.SettledAsync(site, ".lane canvas");
        await site.TakeAsync("size-timeline");
        var all = await site.ViewAsync();
        Assert.That(all.To - all.From, Is.GreaterThan(9.9 * 365 * 86_400e6));

        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync("+");
        var near = await site.ViewAsync();
        Assert.That(near.To - near.From, Is.EqualTo((all.To - all.From) / 2).Within(1e6));
        await site.Page.Mouse.MoveAsync(700, 500);
        await site.Page.Mouse.WheelAsync(0, -300);
        var nearer = await site.ViewAsync();
        Assert.That(nearer.To - nearer.From, Is.LessThan((near.To - near.From) * 0.9));
        await site.Page.Mouse.DownAsync();
        await site.Page.Mouse.MoveAsync(500, 500, new MouseMoveOptions { Steps = 5 });
        await site.Page.Mouse.UpAsync();
        var moved = await site.ViewAsync();
        Assert.That(moved.From, Is.GreaterThan(nearer.From));
        Assert.That(moved.To - moved.From, Is.EqualTo(nearer.To - nearer.From).Within(1e6));
        await site.Page.Locator(".surface").FocusAsync();
        await site.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(site.Page.Locator("#detail")).ToContainTextAsync("Stateopen");
        await SitePictures.ShownAsync(site);
        await site.TakeAsync("size-hole");
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Lanes_WhereverTheyAreScrolled_HoldPicturesOfFew()
    {
        await using var site = await _host.OpenAsync("/archives/main");
        await Assertions.Expect(site.Page.Locator(".lane")).ToHaveCountAsync(Streams);
        for (var lane = 1; lane <= Streams; lane += 90)
        {
            await site.Page.EvaluateAsync($"() => document.querySelectorAll('.lane')[{lane - 1}].scrollIntoView({{ block: 'center' }})");
            await SitePictures.SettledAsync(site, $".lane:nth-child({lane} of .lane) canvas");
        }

        await site.Page.WaitForFunctionAsync(
            """
            () => {
                const { top } = document.querySelector(".lane-box").getBoundingClientRect();
                const isDrawn = ({ width }) => width > 1 && width !== 300;
                return [...document.querySelectorAll(".lane canvas")].some((canvas) => isDrawn(canvas) && canvas.parentElement.getBoundingClientRect().bottom < top);
            }
            """);
        await site.Page.ClickAsync("#theme");
        var pixels = await site.Page.EvaluateAsync<long>(
            "() => [...document.querySelectorAll('canvas')].reduce((sum, { width, height }) => sum + width * height, 0)");
        TestContext.Out.WriteLine($"{pixels:N0} pixels");
        Assert.That(pixels, Is.LessThan(MostPixels));
        Assert.That(site.Complaints, Is.Empty);
    }

    [Test]
    public async Task Hole_AtAnyZoom_IsDrawn_AndNothingElseIsDrawnAsOne()
    {
        var random = new Random(Seed);
        await using var site = await _host.OpenAsync("/archives/main");
        for (var i = 0; i < 15; i++)
        {
            var stream = _years.Streams[random.Next(Streams)];
            var holes = _years.HolesOf(stream);
            var middle = holes[random.Next(holes.Count)];
            var length = (long)Math.Pow(10 * 366 * 86_400e6, 0.5 + 0.5 * random.NextDouble());
            var from = middle.Start.AddMicroseconds(-random.NextInt64(length));
            var address = $"/archives/main?stream={Uri.EscapeDataString(stream.ToString())}&from={from}&to={from.AddMicroseconds(length)}";
            await site.Page.RunAndWaitForResponseAsync(
                () => site.Page.EvaluateAsync(
                    "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }",
                    address),
                answer => answer.Url.Contains("/coverage?", StringComparison.Ordinal));
            await SitePictures.SettledAsync(site, ".lane canvas");
            Assert.That(await SitePictures.FaultsAsync(site, _years.ShowsOf(stream), holes), Is.Empty, $"seed {Seed}, zoom {i}: {address}");
        }

        Assert.That(site.Complaints, Is.Empty);
    }
}
