using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Answers with a copy of the metrics. Their exporter collects nothing new while somebody still reads from it, so a slow reader of
/// its own buffer would hold up everybody else.</summary>
internal sealed class CopiedMetrics(RequestDelegate next, CopiesUnderWay copies)
{
    internal async Task InvokeAsync(HttpContext context)
    {
        var response = context.Response;
        var client = response.Body;
        using var copy = new MemoryStream();
        response.Body = copy;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            response.Body = client;
        }

        response.ContentLength = copy.Length;
        if (copy.Length == 0 || HttpMethods.IsHead(context.Request.Method)) return;
        var place = copies.Begin(copy.Length, context.Abort);
        try
        {
            await client.WriteAsync(copy.GetBuffer().AsMemory(0, (int)copy.Length), context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            copies.End(place);
        }
    }
}
