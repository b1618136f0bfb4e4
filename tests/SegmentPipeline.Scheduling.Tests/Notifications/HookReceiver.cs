using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>What a receiver was asked.</summary>
internal sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>A receiver of webhooks on a port of its own. It answers by the path: <c>/ok</c>, <c>/404</c>, <c>/429</c>, <c>/500</c>,
/// <c>/redirect</c> to <c>/ok</c>, <c>/hang</c> for ever, <c>/endless</c> with a body that does not end.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly CancellationTokenSource _closing = new();
    private WebApplication _host = null!;

    /// <summary>What <c>/switch</c> answers; each request as it was before <see cref="Requests"/> had it.</summary>
    internal int Status { get; set; } = 200;

    internal string Url { get; private set; } = "";

    internal IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    internal static async Task<HookReceiver> StartAsync()
    {
        var receiver = new HookReceiver();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        receiver._host = builder.Build();
        receiver._host.Run(receiver.AnswerAsync);
        await receiver._host.StartAsync();
        receiver.Url = receiver._host.Urls.Single();
        return receiver;
    }

    /// <summary>Waits for a request, and gives all so far.</summary>
    internal async Task<IReadOnlyList<ReceivedRequest>> NextAsync()
    {
        if (!await _arrived.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("nothing has come");
        return Requests;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _host.DisposeAsync();
        _closing.Dispose();
        _arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var status = Status;
        _requests.Enqueue(new ReceivedRequest(context.Request.Method, context.Request.Path, headers, body.ToArray()));
        _arrived.Release();
        switch (context.Request.Path.Value)
        {
            case "/404" or "/429" or "/500":
                context.Response.StatusCode = int.Parse(context.Request.Path.Value[1..], System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "/switch":
                context.Response.StatusCode = status;
                break;
            case "/redirect":
                context.Response.Redirect(Url + "/ok");
                break;
            case "/hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "/endless":
                await StreamAsync(context).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        var piece = new byte[65536];
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, context.RequestAborted);
        while (true) await context.Response.Body.WriteAsync(piece, ended.Token);
    }
}
