using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        await RequestBody.RefuseAsync(context).ConfigureAwait(false);
        if (context.RequestServices.GetService<IProfileSource>() is not { } source)
            throw new RequestProblemException(
                StatusCodes.Status501NotImplemented,
                "this command cannot sample itself: it is native code; the one that runs on the installed .NET runtime can");
        context.Response.ContentType = isCollapsed ? "text/plain; charset=utf-8" : "application/json";
        var format = isCollapsed ? ProfileReplyFormat.Collapsed : ProfileReplyFormat.Speedscope;
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await source.SampleAsync(TimeSpan.FromSeconds(seconds), format, context.Response.Body, end.Token).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            throw new RequestProblemException(
                StatusCodes.Status409Conflict,
                "a profile of this process is being taken already; ask again when it has ended");
        }
        catch (IOException cause) when (!context.Response.HasStarted)
        {
            throw new RequestProblemException(StatusCodes.Status503ServiceUnavailable, VisibleText.MakeVisible(cause.Message));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !context.Response.HasStarted)
        {
            throw new RequestProblemException(StatusCodes.Status503ServiceUnavailable, "this host is stopping");
        }
    }
}
