using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>A page of a site in a window of its own.</summary>
internal sealed class OpenedSite : IAsyncDisposable
{
    private static readonly string Screenshots = ProjectFiles.PathOf("artifacts/screenshots");

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    internal OpenedSite(IBrowserContext window, IPage page)
    {
        (Window, Page) = (window, page);
        Hear(page);
        window.Page += (_, opened) => Hear(opened);
        window.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    private void Hear(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsOfTheTest(message.Text)) _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    /// <summary>Tests look at what canvases hold, and there is no GPU.</summary>
    private static bool IsOfTheTest(string complaint) =>
        complaint.Contains("willReadFrequently", StringComparison.Ordinal) || complaint.Contains("GPU", StringComparison.Ordinal);

    internal IBrowserContext Window { get; }

    internal IPage Page { get; }

    /// <summary>Errors and warnings so far, of this page and of others that were opened in its window.</summary>
    internal IReadOnlyList<string> Complaints => [.. _complaints];

    internal IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>From when to when the timeline shows, in microseconds since 1970, when it has come to rest there.</summary>
    internal async Task<(double From, double To)> ViewAsync()
    {
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var ends = await Page.EvaluateAsync<double[]>(
            "() => { const { from, to } = document.querySelector('.surface').dataset; return [Number(from), Number(to)]; }");
        return (ends[0], ends[1]);
    }

    /// <summary>Notes from now on what the clock of the player says: it may not say so any more when it is looked at.</summary>
    internal Task NoteClockAsync() => Page.EvaluateAsync("""
        () => {
            const clock = document.querySelector("output.wall");
            window.clockSaid = [clock.textContent];
            new MutationObserver(() => window.clockSaid.push(clock.textContent)).observe(clock, { childList: true, characterData: true, subtree: true });
        }
        """);

    /// <summary>Until the clock of the player has said something since it is noted.</summary>
    internal Task ClockSaidAsync(string start) =>
        Page.WaitForFunctionAsync("start => window.clockSaid.some((words) => words.startsWith(start))", start);

    /// <summary>Takes a picture for people to look at.</summary>
    internal Task<byte[]> TakeAsync(string name)
    {
        Directory.CreateDirectory(Screenshots);
        return Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"site-{name}.png"), FullPage = true });
    }

    /// <summary>What axe finds fault with: the rule and the places.</summary>
    internal async Task<string[]> ViolationsAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        var violations = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)");
        return [.. violations.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    public async ValueTask DisposeAsync() => await Window.DisposeAsync();
}
