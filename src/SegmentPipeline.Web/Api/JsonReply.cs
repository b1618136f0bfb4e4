using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SegmentPipeline.Web;

/// <summary>Answers in JSON: typed results of the framework, but each made whole before it is sent, so that it has its length, also for
/// HEAD. The framework would send it in parts that have none.</summary>
internal static class JsonReply
{
    internal const string ContentType = "application/json";

    // As in the records: letters of all languages and quotes in texts stay readable. Nothing here is ever put into a page as it is.
    internal static readonly JavaScriptEncoder Letters = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    internal static readonly JsonWriterOptions Options = new() { Encoder = Letters };

    /// <summary>Makes an answer.</summary>
    internal static JsonHttpResult<T> Make<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(value, type, ContentType, status);

    /// <summary>Sends one.</summary>
    internal static async Task SendAsync(HttpContext context, IResult reply)
    {
        var response = context.Response;
        var client = response.Body;
        using var whole = new MemoryStream();
        response.Body = whole;
        try
        {
            await reply.ExecuteAsync(context).ConfigureAwait(false);
        }
        finally
        {
            response.Body = client;
        }

        response.ContentLength = whole.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await client.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length), context.RequestAborted).ConfigureAwait(false);
    }
}
