using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SegmentPipeline.Web;

/// <summary>A file of a disk, sent from its first byte to its last: each piece is read to where the server sends it from, by whoever sends
/// it. The framework's own way copies each byte once more, in pieces so small that handing them over takes longer than reading
/// them.</summary>
internal static class WholeFile
{
    // So much does a client who is slow keep in memory.
    private const int PieceBytes = 256 * 1024;

    private static readonly string[] Partial =
    [
        HeaderNames.Range, HeaderNames.IfRange, HeaderNames.IfMatch, HeaderNames.IfNoneMatch,
        HeaderNames.IfModifiedSince, HeaderNames.IfUnmodifiedSince,
    ];

    /// <summary>Whether all of a file is asked for, whatever the client has.</summary>
    internal static bool IsAskedFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !Array.Exists(Partial, request.Headers.ContainsKey);

    /// <summary>Sends what the file has now: what is appended meanwhile is not sent, and one that is cut short breaks the
    /// connection.</summary>
    internal static async Task SendAsync(HttpContext context, FileStream file)
    {
        var length = file.Length;
        context.Response.ContentLength = length;
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        await TryWriteAsync(context, file, length).ConfigureAwait(false);
    }

    /// <summary>Writes the first bytes of a file.</summary>
    /// <returns>False if nobody reads on, or the connection was broken off because the file is shorter.</returns>
    internal static async Task<bool> TryWriteAsync(HttpContext context, FileStream file, long length)
    {
        var writer = context.Response.BodyWriter;
        for (long sent = 0; sent < length;)
        {
            var piece = writer.GetMemory((int)Math.Min(PieceBytes, length - sent));
            var read = RandomAccess.Read(file.SafeFileHandle, piece.Span[..(int)Math.Min(piece.Length, length - sent)], sent);
            if (read == 0)
            {
                context.Abort();
                return false;
            }

            writer.Advance(read);
            sent += read;
            var flushed = await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            if (flushed.IsCompleted) return false;
        }

        return true;
    }
}
