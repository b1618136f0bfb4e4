using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>The picture before the title, a file of whoever runs the host.</summary>
internal static class SiteLogo
{
    private const int MostBytes = 1 << 20;

    internal static async Task SendAsync(HttpContext context, string path)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "max-age=3600";

        // A drawing may hold scripts; opened by itself it would be a page of this host.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        context.Response.ContentType = MediaTypeOf(path);
        var file = await OpenAsync(path).ConfigureAwait(false);
        await using var _ = file.ConfigureAwait(false);
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<FileStream> OpenAsync(string path)
    {
        try
        {
            var file = File.OpenRead(path);
            if (file.Length <= MostBytes) return file;
            await file.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Whoever looks at the site can do nothing about it.
        }

        throw new RequestProblemException(StatusCodes.Status404NotFound, "there is no logo that can be read");
    }

    private static string MediaTypeOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".webp" => "image/webp",
        _ => "image/jpeg",
    };
}
