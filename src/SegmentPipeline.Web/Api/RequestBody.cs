using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SegmentPipeline.Web;

/// <summary>The body of a request whose body means nothing.</summary>
internal static class RequestBody
{
    /// <summary>Reads it, so that one which is too large is refused. A client that does not send what it has announced does not hold up a
    /// host that stops: its connection is ended.</summary>
    internal static async Task PassOverAsync(HttpContext context)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await using var registration = stopping.Register(context.Abort).ConfigureAwait(false);

        // The server reads the rest of a body itself and is confused by a read that was cancelled; a connection that ends ends the read
        // too.
        await context.Request.Body.CopyToAsync(Stream.Null, CancellationToken.None).ConfigureAwait(false);
    }
}
