using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Web;

/// <summary><c>POST /api/profile?seconds=10</c>: samples where the time of this process goes.</summary>
internal static class ProfileEndpoint
{
    private const int MostSeconds = 60;

    internal static async Task SampleAsync(HttpContext context)
    {
        var query = new Query(context.Request, "seconds", "format");
        var seconds = query.Count("seconds", 10, 1, MostSeconds);
        var isCollapsed = query.Word("format", "speedscope", "collapsed") == "collapsed";
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted).ConfigureAwait(false);
        if (context.RequestServices.GetService<IProfileSource>() is not { } source)
            throw new RequestProblemException(StatusCodes.Status501NotImplemented, "this command cannot sample itself: it is native code; the one that runs on the installed .NET runtime can");
        context.Response.ContentType = isCollapsed ? "text/plain; charset=utf-8" : "application/json";
        try
        {
            await source.SampleAsync(
                TimeSpan.FromSeconds(seconds), isCollapsed ? ProfileReplyFormat.Collapsed : ProfileReplyFormat.Speedscope, context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            throw new RequestProblemException(StatusCodes.Status409Conflict, "a profile of this process is being taken already; ask again when it has ended");
        }
    }
}
