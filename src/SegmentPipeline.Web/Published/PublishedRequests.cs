using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Playback;

namespace SegmentPipeline.Web;

/// <summary>What stands before each address of an archive: pages of any site may read the answers, and what goes wrong has a status of its
/// own. A reply that has begun and cannot go on is broken off, never ended well.</summary>
internal sealed class PublishedRequests(PublishedArchive archive, ILogger log)
{
    /// <summary>Puts it before a handler.</summary>
    internal RequestDelegate Around(Func<PublishedArchive, HttpContext, Task> handleAsync)
    {
        var answer = ForThisSite(handleAsync);
        return context =>
        {
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "*";
            return answer(context);
        };
    }

    /// <summary>The same for pages of this host only.</summary>
    internal RequestDelegate ForThisSite(Func<PublishedArchive, HttpContext, Task> handleAsync) => async context =>
    {
        var headers = context.Response.Headers;
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
            log.ReplyBroke(context.Request.Method, PathOf(context), VisibleText.MakeVisible(fault.Message));
            context.Abort();
        }
        catch (RequestProblemException problem)
        {
            if (problem.RetryAfter is { } wait) headers.RetryAfter = $"{(long)wait.TotalSeconds}";
            await Problem.SendAsync(context, problem.Status, problem.Message).ConfigureAwait(false);
        }
        catch (StreamNotFoundException)
        {
            await Problem.SendAsync(context, StatusCodes.Status404NotFound, "there is no such stream").ConfigureAwait(false);
        }
        catch (HoleException fault)
        {
            await Problem.SendAsync(context, StatusCodes.Status406NotAcceptable, VisibleText.MakeVisible(fault.Message))
                .ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AuditFailedException or CutException or FfmpegException
            or IOException or UnauthorizedAccessException)
        {
            log.ReplyFailed(context.Request.Method, PathOf(context), VisibleText.MakeVisible(fault.Message));
            const string Detail = "the archive cannot be read here; the log of this host says why";
            await Problem.SendAsync(context, StatusCodes.Status503ServiceUnavailable, Detail).ConfigureAwait(false);
        }
    };

    private static string PathOf(HttpContext context) => VisibleText.MakeVisible(context.Request.Path.Value ?? "");
}
