using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Fleet;

/// <summary>Answers in JSON, made whole before it is sent.</summary>
internal static class FleetReply
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sends an answer.</summary>
    internal static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Options)) write(json);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes.WrittenMemory, context.RequestAborted);
    }
}
