using Microsoft.Playwright;
using SegmentPipeline.Testing;

[assembly: Parallelizable(ParallelScope.None)]

namespace SegmentPipeline.Pages.Tests;

/// <summary>The one browser of all tests. A machine without it cannot judge pages, so there they are skipped.</summary>
[SetUpFixture]
internal sealed class Browser
{
    /// <summary>How long a page may take for anything on a machine that is busy with other things.</summary>
    private const int PatienceMilliseconds = 60_000;

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var executable = RequiredTool.Chromium.Require();
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = executable,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-quic",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A window of its own, without anything remembered.</summary>
    internal static async Task<IBrowserContext> OpenWindowAsync(BrowserNewContextOptions options)
    {
        var window = await _browser!.NewContextAsync(options);
        window.SetDefaultTimeout(PatienceMilliseconds);
        return window;
    }
}
