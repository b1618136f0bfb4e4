using Microsoft.Playwright;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>An answer to one of several equal questions of a page that comes only when the test says so.</summary>
internal sealed class HeldAnswer
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    private HeldAnswer()
    {
    }

    /// <summary>Done when the page has asked.</summary>
    internal Task IsAsked => _asked.Task;

    /// <summary>Holds the answer to one of the questions, counted from now on; all others are the host's.</summary>
    /// <param name="page">The page.</param>
    /// <param name="address">Pattern of the address.</param>
    /// <param name="asked">Which of them, from one on.</param>
    /// <param name="answer">The answer, of JSON.</param>
    internal static async Task<HeldAnswer> OfAsync(IPage page, string address, int asked, string answer)
    {
        var held = new HeldAnswer();
        await page.RouteAsync(address, async route =>
        {
            if (Interlocked.Increment(ref held._count) != asked)
            {
                await route.ContinueAsync();
                return;
            }

            held._asked.SetResult();
            await held._released.Task;
            await route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = answer });
            held._answered.SetResult();
        });
        return held;
    }

    /// <summary>Has it come, and comes back when the page has had time for it.</summary>
    internal async Task ReleaseAsync(IPage page)
    {
        _released.SetResult();
        await _answered.Task;
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }
}
