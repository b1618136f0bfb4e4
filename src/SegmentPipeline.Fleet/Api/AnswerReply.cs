using Microsoft.AspNetCore.Http;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet;

/// <summary>Sends the records of this node's part of a run, from a row on, to whoever looks after the run.</summary>
internal static class AnswerReply
{
    internal static async Task SendAsync(HttpContext context, AnswerFiles files, string run)
    {
        var from = FleetQuery.ReadFrom(context.Request);
        var file = files.Open(run)
            ?? throw new RequestProblemException(StatusCodes.Status404NotFound, "this node has no answer to such a run, or not any more");
        await using var _ = file;
        await PassOverAsync(file, from, context.RequestAborted);
        context.Response.ContentType = RecordReply.ContentType;
        context.Response.ContentLength = file.Length - file.Position;
        if (!HttpMethods.IsHead(context.Request.Method)) await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static async Task PassOverAsync(FileStream file, long rows, CancellationToken cancellationToken)
    {
        var buffer = new byte[65536];
        var (at, left) = (0L, rows);
        while (left > 0)
        {
            var read = await file.ReadAsync(buffer, cancellationToken);
            if (read == 0) break;
            for (var next = 0; next < read && left > 0; next++)
            {
                at++;
                if (buffer[next] == (byte)'\n') left--;
            }
        }

        file.Position = at;
    }
}
