using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Web;

/// <summary>Turns whatever goes wrong behind it into problem documents: errors of the request, of the ledger, and defects, which are logged
/// and not shown.</summary>
internal sealed class ProblemReplies(RequestDelegate next, ILogger log)
{
    internal async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsOfTheConnection(fault, context))
        {
            return; // Nobody is there any more to be told.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            await (context.Response.HasStarted ? BreakOffAsync(context, fault) : TellAsync(context, fault)).ConfigureAwait(false);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await TellAsync(context).ConfigureAwait(false);
    }

    /// <summary>Whether something went wrong because the connection has ended: the client left, or the host, which stops or needs the
    /// place, has ended it.</summary>
    private static bool IsOfTheConnection(Exception fault, HttpContext context) =>
        fault is ConnectionAbortedException or ConnectionResetException
        || (
            fault is OperationCanceledException or IOException
            && (
                context.RequestAborted.IsCancellationRequested
                || fault.GetBaseException() is ConnectionAbortedException or ConnectionResetException));

    /// <summary>Half of a reply is out: all that can still be said is that it is not whole.</summary>
    private Task BreakOffAsync(HttpContext context, Exception fault)
    {
        var path = VisibleText.MakeVisible(context.Request.Path.Value ?? "");
        if (fault is AuditFailedException failed) log.ReplyBroke(context.Request.Method, path, VisibleText.MakeVisible(failed.Message));
        else log.RequestBroke(context.Request.Method, path, fault);
        context.Abort();
        return Task.CompletedTask;
    }

    private Task TellAsync(HttpContext context, Exception fault)
    {
        switch (fault)
        {
            case RequestProblemException problem:
                return Problem.SendAsync(context, problem.Status, problem.Message);
            case BadHttpRequestException bad:
                return Problem.SendAsync(context, bad.StatusCode, bad.Message);
            case AuditFailedException failed:
                return Problem.SendAsync(context, StatusCodes.Status503ServiceUnavailable, VisibleText.MakeVisible(failed.Message));
            default:
                log.RequestBroke(context.Request.Method, VisibleText.MakeVisible(context.Request.Path.Value ?? ""), fault);
                return Problem.SendAsync(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "a defect stopped this request; the log has it");
        }
    }

    /// <summary>Whatever set a status and said nothing: the router, for the most part.</summary>
    private static Task TellAsync(HttpContext context) =>
        Problem.SendAsync(
            context,
            context.Response.StatusCode,
            context.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => "there is nothing at this address",
                StatusCodes.Status405MethodNotAllowed =>
                    $"this address does not take {VisibleText.MakeVisible(context.Request.Method)}, but {context.Response.Headers.Allow}",
                _ => "the request cannot be answered",
            });
}
