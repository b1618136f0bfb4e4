using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests;

/// <summary>A report that a browser shows from disk. Whatever the page complains of, and whatever it asks for, is noted.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _window;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private OpenedPage(IBrowserContext window, IPage page)
    {
        (_window, Page) = (window, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        window.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    internal IPage Page { get; }

    /// <summary>Errors and warnings so far.</summary>
    internal IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>What was asked for that does not lie in the file itself.</summary>
    internal IEnumerable<string> RequestsThatLeave =>
        _requests.Where(url => !url.StartsWith("file:", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal));

    /// <summary>The files that were read.</summary>
    internal IEnumerable<string> FilesRead =>
        _requests.Where(url => url.StartsWith("file:", StringComparison.Ordinal)).Select(url => url.Split('#')[0]).Distinct();

    /// <summary>From when to when the map shows, in microseconds from the report's origin.</summary>
    internal async Task<(double From, double To)> ViewAsync()
    {
        // What is seen is written when it is drawn.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var ends = await Page.EvaluateAsync<double[]>(
            "() => { const { from, to } = document.querySelector('.surface').dataset; return [Number(from), Number(to)]; }");
        return (ends[0], ends[1]);
    }

    /// <summary>Until every lane is drawn: only what has been found to be on the screen is.</summary>
    internal Task DrawnAsync() => Page.WaitForFunctionAsync(
        "() => { const lanes = [...document.querySelectorAll('.lane canvas')]; return lanes.length > 0 && lanes.every(({ width }) => width > 1 && width !== 300); }");

    internal static async Task<OpenedPage> OpenAsync(string file, BrowserNewContextOptions? options = null, string link = "")
    {
        var window = await Browser.OpenWindowAsync(
            options
                ?? new BrowserNewContextOptions
                {
                    ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
                }
        );
        var page = new OpenedPage(window, await window.NewPageAsync());
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri + link);
        return page;
    }

    public async ValueTask DisposeAsync() => await _window.DisposeAsync();
}
