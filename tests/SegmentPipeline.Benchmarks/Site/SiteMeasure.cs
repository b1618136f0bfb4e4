using System.Globalization;
using Microsoft.Playwright;

namespace SegmentPipeline.Benchmarks.Site;

/// <summary>Measures in a browser how soon the pages of a host's site are there, and how evenly a timeline follows the pointer.</summary>
internal static class SiteMeasure
{
    private const int Rounds = 7;
    private const int Moves = 600;

    /// <summary>A picture that comes later than the next but one refresh of a screen.</summary>
    private const double Late = 1.5 * 1000 / 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    internal static async Task RunAsync(string url, string chromium)
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        using var playwright = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update"],
        };
        Console.WriteLine("| what | median | most | target |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (what, address, lanes, least) in ((string, string, string, int)[])
        [
            ("overview, from the address to the last of 50 lanes", "/", "tbody canvas", 50),
            ("timeline, to the last lane on the screen", "/archives/node", ".lane canvas", 20),
        ])
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                await using var browser = await playwright.Chromium.LaunchAsync(options);
                times.Add(await PictureAsync(browser, url + address, lanes, least));
            }

            Print(what, times, "ms", "≤ 1000 ms");
        }

        await using var panned = await playwright.Chromium.LaunchAsync(options);
        await PanAsync(panned, $"{url}/archives/node");
    }

    /// <summary>Milliseconds from the address on until so many lanes are drawn; a lane gets its own size when it is.</summary>
    private static async Task<double> PictureAsync(IBrowser browser, string address, string lanes, int least)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        return await page.EvaluateAsync<double>(
            """
            ([lanes, least]) => new Promise((done) => {
                const look = () => {
                    const drawn = [...document.querySelectorAll(lanes)].filter(({ width }) => width > 1 && width !== 300);
                    if (drawn.length >= least) done(performance.now());
                    else requestAnimationFrame(look);
                };
                look();
            })
            """,
            new object[] { lanes, least }).WaitAsync(Patience);
    }

    /// <summary>Drags a timeline to and fro, and notes when pictures come and how long the page works for each.</summary>
    private static async Task PanAsync(IBrowser browser, string address)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        for (var i = 0; i < 3; i++)
        {
            await page.RunAndWaitForResponseAsync(
                () => page.ClickAsync("#zoom-in"), answer => answer.Url.Contains("/coverage?", StringComparison.Ordinal));
        }

        var session = await page.Context.NewCDPSessionAsync(page);
        var trace = new PageTrace(session);
        await page.EvaluateAsync(
            "() => { window.frames60 = []; const note = (time) => { frames60.push(time); requestAnimationFrame(note); }; requestAnimationFrame(note); }");
        await page.Mouse.MoveAsync(700, 500);
        await page.Mouse.DownAsync();
        await trace.StartAsync();
        await page.EvaluateAsync("() => { frames60.length = 0; }");
        await DragAsync(session);
        var tasks = await trace.StopAsync();
        await page.Mouse.UpAsync();
        var times = await page.EvaluateAsync<double[]>("() => frames60");
        List<double> between = [.. times.Zip(times.Skip(1), (one, next) => next - one)];
        var late = between.Count(time => time > Late);
        Print("panning: between two pictures", between, "ms", "≤ 16.7 ms");
        Print("panning: work of the page at a time", tasks, "ms", "≤ 16.7 ms");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nOf {between.Count} pictures while panning {late} came a refresh late; {tasks.Count(time => time > 1000.0 / 60)} of {tasks.Count} tasks took longer than 16.7 ms."));
    }

    /// <summary>Moves the pointer for every refresh of a screen, whether the page keeps up with it or not.</summary>
    private static async Task DragAsync(ICDPSession session)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1000.0 / 60));
        var moves = new List<Task>();
        for (var move = 0; move < Moves; move++)
        {
            moves.Add(session.SendAsync("Input.dispatchMouseEvent", new Dictionary<string, object>
            {
                ["type"] = "mouseMoved",
                ["x"] = 700 + 250 * Math.Sin(move / 60.0),
                ["y"] = 500,
                ["button"] = "left",
                ["buttons"] = 1,
            }));
            await timer.WaitForNextTickAsync();
        }

        await Task.WhenAll(moves);
    }

    private static void Print(string what, List<double> times, string unit, string target)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times[times.Count / 2]:0.0} {unit} | {times[^1]:0.0} {unit} | {target} |"));
    }
}
