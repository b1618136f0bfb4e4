using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace SegmentPipeline.Web;

/// <summary>A problem document of RFC 9457: what went wrong with a request, in a form that programs can read.</summary>
internal static class Problem
{
    internal const string ContentType = "application/problem+json";

    /// <summary>Answers with a problem.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="detail">What is wrong, and what to do about it.</param>
    /// <param name="archives">Which archives it is about, if it is about some.</param>
    internal static Task SendAsync(HttpContext context, int status, string detail, IReadOnlyList<UnreadyArchive>? archives = null)
    {
        // What was said of the answer that was to come is not true of this.
        context.Response.Headers.Remove(HeaderNames.ETag);
        context.Response.Headers.CacheControl = "no-store";
        var problem = new ProblemReply("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, archives);
        return JsonReply.SendAsync(context, TypedResults.Json(problem, ReplyJson.Contract.ProblemReply, ContentType, status));
    }
}
