using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Answers in JSON. A reply is made whole before it is sent, so that it has its length, also for HEAD.</summary>
internal static class JsonReply
{
    internal const string ContentType = "application/json";

    // As in the records: letters of all languages and quotes in texts stay readable. Nothing here is ever put into a page as it is.
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with status 200, or the one that has been set.</summary>
    internal static Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write) => SendAsync(context, ContentType, write);

    internal static async Task SendAsync(HttpContext context, string contentType, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var json = new Utf8JsonWriter(buffer, Options);
        await using (json.ConfigureAwait(false)) write(json);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}
