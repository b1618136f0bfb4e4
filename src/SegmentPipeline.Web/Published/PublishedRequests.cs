using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary>What stands before each address of an archive: pages of any site may read the answers, and what goes wrong has a status of its
/// own. A reply that has begun and cannot go on is broken off, never ended well.</summary>
internal sealed class PublishedRequests(PublishedArchive archive, ILogger log)
{
    /// <summary>Puts it before a handler.</summary>
    internal RequestDelegate Around(Func<PublishedArchive, HttpContext, Task> handleAsync) => async context =>
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "*";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        try
        {
            await handleAsync(archive, context).ConfigureAwait(false);
        }
        catch (Exception fault) when (context.RequestAborted.IsCancellationRequested && fault is OperationCanceledException or IOException)
        {
            // Nobody is there any more to be told.
        }
        catch (Exception fault) when (context.Response.HasStarted)
        {
            log.ReplyBroke(context.Request.Method, VisibleText.MakeVisible(context.Request.Path.Value ?? ""), VisibleText.MakeVisible(fault.Message));
            context.Abort();
        }
        catch (Exception fault) when (StatusOf(fault) is { } status)
        {
            context.Response.Headers.Remove("Content-Disposition");
            await Problem.SendAsync(context, status, VisibleText.MakeVisible(fault.Message)).ConfigureAwait(false);
        }
    };

    /// <summary>What the status of an answer is that could not be given; null for a defect.</summary>
    private static int? StatusOf(Exception fault) => fault switch
    {
        RequestProblemException problem => problem.Status,
        StreamNotFoundException => StatusCodes.Status404NotFound,
        HoleException => StatusCodes.Status406NotAcceptable,
        AuditFailedException or CutException or FfmpegException or IOException or UnauthorizedAccessException => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };
}
