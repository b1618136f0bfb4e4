using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SegmentPipeline.Web;

/// <summary><c>/api/events</c>: what changes, as events that a browser listens to.</summary>
internal static class EventsEndpoint
{
    /// <summary>So long after the last event another comes in any case: whoever hears nothing for much longer has lost the host.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    internal static async Task SendAsync(HttpContext context)
    {
        _ = new Query(context.Request);
        var feed = context.RequestServices.GetRequiredService<ChangeFeed>();
        if (HttpMethods.IsHead(context.Request.Method))
        {
            SetHeaders(context.Response);
            return;
        }

        var listener = feed.TryListen()
            ?? throw new RequestProblemException(
                StatusCodes.Status503ServiceUnavailable,
                $"{ChangeFeed.MostListeners} others listen already; ask for what you want to know every now and then");
        try
        {
            await SendAsync(context, feed, listener.Reader).ConfigureAwait(false);
        }
        finally
        {
            feed.Leave(listener);
        }
    }

    private static async Task SendAsync(HttpContext context, ChangeFeed feed, ChannelReader<ChangeEvent> events)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await feed.Seen.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        SetHeaders(context.Response);
        await SendAsync(context.Response, "retry: 3000\nevent: hello\ndata: {}\n\n", end.Token).ConfigureAwait(false);
        var waiting = events.WaitToReadAsync(end.Token).AsTask();
        while (!end.IsCancellationRequested)
        {
            if (await HasComeAsync(waiting, clock, end.Token).ConfigureAwait(false))
            {
                if (!await waiting.ConfigureAwait(false)) return;
                while (events.TryRead(out var change)) await SendAsync(context.Response, TextOf(change), end.Token).ConfigureAwait(false);
                waiting = events.WaitToReadAsync(end.Token).AsTask();
            }
            else if (!end.IsCancellationRequested)
            {
                await SendAsync(context.Response, "event: beat\ndata: {}\n\n", end.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for an event as long as listeners can be left without one.</summary>
    private static async Task<bool> HasComeAsync(Task waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(waiting, Task.Delay(Beat, clock, woken.Token)).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        return first == waiting && !waiting.IsCanceled;
    }

    private static string TextOf(ChangeEvent change) => $"event: {change.Name}\ndata: {Encoding.UTF8.GetString(change.Data.Span)}\n\n";

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void SetHeaders(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no"; // A proxy that collects replies would hold events back.
    }
}
