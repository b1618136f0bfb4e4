using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SegmentPipeline.Web;

/// <summary>The body of a request whose body means nothing.</summary>
internal static class RequestBody
{
    private const int BufferBytes = 4096;

    /// <summary>Reads it, and refuses any that says something: whoever sends it means it, and nothing of it would be done. A client that
    /// does not send what it has announced does not hold up a host that stops: its connection is ended.</summary>
    /// <exception cref="RequestProblemException">There is one.</exception>
    internal static async Task RefuseAsync(HttpContext context)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await using var registration = stopping.Register(context.Abort).ConfigureAwait(false);

        // The server reads the rest of a body itself and is confused by a read that was cancelled; a connection that ends ends the read
        // too.
        var isEmpty = true;
        var buffer = new byte[BufferBytes];
        while (await context.Request.Body.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) > 0) isEmpty = false;
        if (isEmpty) return;
        throw new RequestProblemException(
            StatusCodes.Status400BadRequest,
            "no body is taken here; send none, and write what is asked for into the address, such as ?kind=fill");
    }
}
