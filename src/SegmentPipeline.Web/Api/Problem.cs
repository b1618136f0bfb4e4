using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace SegmentPipeline.Web;

/// <summary>A problem document of RFC 9457: what went wrong with a request, in a form that programs can read.</summary>
internal static class Problem
{
    private const string ContentType = "application/problem+json";

    /// <summary>Answers with a problem.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="detail">What is wrong, and what to do about it.</param>
    /// <param name="more">Writes further members, if there are any.</param>
    internal static Task SendAsync(HttpContext context, int status, string detail, Action<Utf8JsonWriter>? more = null)
    {
        context.Response.StatusCode = status;
        return JsonReply.SendAsync(context, ContentType, json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "about:blank"u8);
            json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status"u8, status);
            json.WriteString("detail"u8, detail);
            more?.Invoke(json);
            json.WriteEndObject();
        });
    }
}
