using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Web;

/// <summary>Times every request once, by its method and the pattern of its route, never its path.</summary>
internal sealed class TimedRequests(RequestDelegate next, OperationTimers timers)
{
    private static readonly object IsTimed = new();

    internal Task InvokeAsync(HttpContext context) => context.Items.TryAdd(IsTimed, null) ? TimeAsync(context) : next(context);

    private Task<int> TimeAsync(HttpContext context) => timers.HttpRequest.RunAsync(
        new HttpOperation(context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText),
        async _ =>
        {
            await next(context).ConfigureAwait(false);
            return context.Response.StatusCode;
        });
}
