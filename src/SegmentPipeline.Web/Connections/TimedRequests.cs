using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Web;

/// <summary>Times every request, and tells tracing of it, by its method and the pattern of its route, never its path.</summary>
internal sealed class TimedRequests(RequestDelegate next, OperationTimers timers)
{
    internal Task InvokeAsync(HttpContext context) => timers.HttpRequest.RunAsync(
        new HttpOperation { Method = context.Request.Method, Route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText },
        operation => AnswerAsync(context, operation));

    private async Task<int> AnswerAsync(HttpContext context, HttpOperation operation)
    {
        using var activity = Tracing.Start("request");
        activity?.SetTag("http.request.method", operation.Method);
        activity?.SetTag("http.route", operation.Route);
        try
        {
            await next(context).ConfigureAwait(false);
            activity?.SetTag("http.response.status_code", context.Response.StatusCode);
            return context.Response.StatusCode;
        }
        catch (Exception fault) when (Tracing.HasFailed(activity, fault))
        {
            throw;
        }
    }
}
