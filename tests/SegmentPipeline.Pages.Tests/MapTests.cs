using System.Globalization;
using Microsoft.Playwright;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests;

/// <summary>The map is moved by keys, wheel, drag and touch, and shows every hole.</summary>
public sealed class MapTests
{
    private const double Second = 1e6;
    private const double Day = 86_400 * Second;

    private ReportFile _report = null!;

    [OneTimeSetUp]
    public async Task WriteAsync() => _report = await ReportFile.OfAsync(Reports.Varied());

    [OneTimeTearDown]
    public void Delete() => _report.Dispose();

    [Test]
    public async Task Keys_ZoomToAHoleAndBack()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.FocusAsync(".surface");

        await page.Page.Keyboard.PressAsync("n");
        await Expect(page, "#detail").ToContainTextAsync("9.000 s");
        const string First = "2016-03-29 00:00:00.250 – 2016-03-29 00:00:22.750 (22.500 s): 1 hole";
        await Expect(page, "#announced").ToHaveTextAsync(First);
        var near = await page.ViewAsync();
        await page.Page.Keyboard.PressAsync("n");
        await Expect(page, "#announced").Not.ToHaveTextAsync(First);
        await page.Page.Keyboard.PressAsync("p");
        await Expect(page, "#announced").ToHaveTextAsync(First);
        var again = await page.ViewAsync();
        await page.Page.Keyboard.PressAsync("0");
        var all = await page.ViewAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(near.From, Is.LessThan(Day + 7 * Second));
            Assert.That(near.To, Is.GreaterThan(Day + 16 * Second));
            Assert.That(near.To - near.From, Is.LessThan(60 * Second));
            Assert.That(again.From, Is.EqualTo(near.From).Within(1));
            Assert.That(all, Is.EqualTo((0d, 10 * Day)));
        }
    }

    [Test]
    public async Task Keys_ZoomAndMove()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.FocusAsync(".surface");

        await page.Page.Keyboard.PressAsync("+");
        var zoomed = await page.ViewAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        var moved = await page.ViewAsync();
        await page.Page.Keyboard.PressAsync("-");
        var back = await page.ViewAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(zoomed.To - zoomed.From, Is.EqualTo(5 * Day).Within(Second));
            Assert.That(moved.From - zoomed.From, Is.EqualTo(Day).Within(Second));
            Assert.That(back.To - back.From, Is.EqualTo(10 * Day).Within(Second));
        }
    }

    [Test]
    public async Task Wheel_ZoomsToWhatIsBelowThePointer()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await MoveToAsync(page, 0.1);

        for (var i = 0; i < 12; i++) await page.Page.Mouse.WheelAsync(0, -400);
        await page.Page.WaitForFunctionAsync(
            "Number(document.querySelector('.surface').dataset.to) - Number(document.querySelector('.surface').dataset.from) < 3.6e9");
        var view = await page.ViewAsync();

        Assert.That(view.From, Is.LessThan(Day));
        Assert.That(view.To, Is.GreaterThan(Day));
        Assert.That(await MissingPixelsAsync(page, lane: 0), Is.Positive);
    }

    [Test]
    public async Task Wheel_Sideways_MovesAlong()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.ClickAsync("#zoom-in");
        var before = await page.ViewAsync();
        await MoveToAsync(page, 0.5);

        await page.Page.Mouse.WheelAsync(200, 0);
        await page.Page.WaitForFunctionAsync($"Number(document.querySelector('.surface').dataset.from) > {Text(before.From)}");
        var after = await page.ViewAsync();

        Assert.That(after.To - after.From, Is.EqualTo(before.To - before.From).Within(Second));
    }

    [Test]
    public async Task Drag_MovesAlongAndSelectsNothing()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        await page.Page.ClickAsync("#zoom-in");
        var before = await page.ViewAsync();
        await MoveToAsync(page, 0.8);
        await page.Page.Mouse.DownAsync();
        await MoveToAsync(page, 0.6);
        await page.Page.Mouse.UpAsync();

        var after = await page.ViewAsync();

        Assert.That(after.From - before.From, Is.EqualTo(0.2 * (before.To - before.From)).Within(0.02 * Day));
        Assert.That(page.Page.Url, Does.Not.Contain("#"));
    }

    [Test]
    public async Task TwoFingers_ZoomIn()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path, new BrowserNewContextOptions
        {
            HasTouch = true,
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
        });
        await page.Page.Locator("#lanes").ScrollIntoViewIfNeededAsync();
        var box = await BoxAsync(page);
        var touch = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await TouchAsync(touch, "touchStart", box, 0.45, 0.55);
        for (var spread = 0.06; spread < 0.4; spread += 0.02) await TouchAsync(touch, "touchMove", box, 0.5 - spread, 0.5 + spread);
        await TouchAsync(touch, "touchEnd", box);

        var view = await page.ViewAsync();

        Assert.That(view.To - view.From, Is.LessThan(3 * Day));
        Assert.That((view.From + view.To) / 2, Is.EqualTo(5 * Day).Within(0.5 * Day));
    }

    [Test]
    public async Task Hole_OfSeconds_IsSeenInTenDays()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);

        Assert.That(await MissingPixelsAsync(page, lane: 2), Is.Positive);
        Assert.That(await MissingPixelsAsync(page, lane: 3), Is.Zero);
    }

    [Test]
    public async Task Map_OfMoreThanFits_SaysThatItIsPooledAndShowsEveryHole()
    {
        using var report = await ReportFile.OfAsync(Reports.Varied(), mostSpans: 4);
        await using var page = await OpenedPage.OpenAsync(report.Path);

        await Expect(page, "#map-help").ToContainTextAsync("is drawn as one range");
        Assert.That(await MissingPixelsAsync(page, lane: 0), Is.Positive);
        Assert.That(await MissingPixelsAsync(page, lane: 2), Is.Positive);
    }

    [Test]
    public async Task Click_OnAHole_SelectsIt()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        var box = await page.Page.Locator(".lane canvas").Nth(0).BoundingBoxAsync();

        await page.Page.Mouse.ClickAsync(box!.X + box.Width * 0.41f, box.Y + box.Height / 2);

        await Expect(page, "#detail").ToContainTextAsync("5 h 00 m");
        Assert.That(page.Page.Url, Does.EndWith("#hole=desertbus/source/2016-04-01T00:00:00.000000Z"));
    }

    [Test]
    public async Task Pointer_OverALane_TellsTheMomentAndTheClass()
    {
        await using var page = await OpenedPage.OpenAsync(_report.Path);
        var box = await page.Page.Locator(".lane canvas").Nth(0).BoundingBoxAsync();

        await page.Page.Mouse.MoveAsync(box!.X + box.Width * 0.41f, box.Y + box.Height / 2);

        await Expect(page, ".tip").ToContainTextAsync("missing 100 %");
        await Expect(page, ".tip").ToContainTextAsync("5 h 00 m 00 s from 2016-04-01 00:00:00");
    }

    [Test]
    public async Task Pointer_OverASingleSegment_TellsItsKindAndPlace()
    {
        using var archive = new ArchiveBuilder();
        for (var second = 0; second < 40; second += 2) archive.File("c", "q", "2026-03-28T22", SegmentNames.Full($"00:{second:D2}"));
        using var report = await ReportFile.OfAsync(archive);
        await using var page = await OpenedPage.OpenAsync(report.Path);
        var box = await page.Page.Locator(".lane canvas").Nth(0).BoundingBoxAsync();

        await page.Page.Mouse.MoveAsync(box!.X + box.Width * 21f / 40, box.Y + box.Height / 2);

        await Expect(page, ".tip").ToContainTextAsync("full segment, 2.000 s from 2026-03-28 22:00:20");
        Assert.That(await page.Page.Locator("#map-help").TextContentAsync(), Does.Not.Contain("around findings"));
    }

    [Test]
    public async Task Pooling_OfAnyArchive_LosesNoHole()
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(
                RequiredTool.Node.Require(),
                ["--test", Path.Combine(AppContext.BaseDirectory, "tests.mjs")])
            {
                RedirectStandardOutput = true,
            })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("# fail 0").And.Not.Contain("# pass 0"));
    }

    private static ILocatorAssertions Expect(OpenedPage page, string selector) => Assertions.Expect(page.Page.Locator(selector));

    private static async Task<LocatorBoundingBoxResult> BoxAsync(OpenedPage page) =>
        (await page.Page.Locator(".surface").BoundingBoxAsync())!;

    private static async Task MoveToAsync(OpenedPage page, double part)
    {
        var box = await BoxAsync(page);
        await page.Page.Mouse.MoveAsync(box.X + (float)(box.Width * part), box.Y + box.Height - 60, new MouseMoveOptions { Steps = 5 });
    }

    private static Task<System.Text.Json.JsonElement?> TouchAsync(
        ICDPSession session,
        string type,
        LocatorBoundingBoxResult box,
        params double[] parts
    ) =>
        session.SendAsync(
            "Input.dispatchTouchEvent",
            new Dictionary<string, object>
            {
                ["type"] = type,
                ["touchPoints"] = parts
                    .Select(
                        (part, i) =>
                            new
                            {
                                x = box.X + box.Width * part,
                                y = box.Y + box.Height / 2,
                                id = i,
                            }
                    )
                    .ToArray(),
            }
        );

    /// <summary>How many pixels of a lane's upper edge are of the colours that stand for missing: much more red than blue, and not
    /// yellow.</summary>
    private static async Task<int> MissingPixelsAsync(OpenedPage page, int lane)
    {
        // A canvas that has not been drawn has the width that all have at first.
        await page.Page.WaitForFunctionAsync("lane => document.querySelectorAll('.lane canvas')[lane].width !== 300", lane);
        return await page.Page.EvaluateAsync<int>(
            """
            lane => {
                const canvas = document.querySelectorAll(".lane canvas")[lane];
                const { data } = canvas.getContext("2d").getImageData(0, 2, canvas.width, 1);
                let count = 0;
                for (let i = 0; i < data.length; i += 4) if (data[i] - data[i + 2] > 90 && data[i] - data[i + 1] > 50) count++;
                return count;
            }
            """,
            lane);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
