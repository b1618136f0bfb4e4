using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Refuses requests that change something and come from another site's page. Browsers say where a request comes from, in
/// <c>Sec-Fetch-Site</c> and in <c>Origin</c>; what says neither is no browser, and the types of plain forms are refused even so.</summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    private static readonly string[] FormTypes = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

    internal Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return next(context);
        if (!IsFromHere(request))
            return Problem.SendAsync(context, StatusCodes.Status403Forbidden, "the request comes from a page of another site");
        if (request.ContentType is { } type && Array.Exists(FormTypes, form => type.StartsWith(form, StringComparison.OrdinalIgnoreCase)))
            return Problem.SendAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                "forms are not taken; send no body, or application/json");
        return next(context);
    }

    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site == "same-origin") return true; // The browser has compared them itself; a proxy may call the host by another name.
        if (site.Length > 0 && site != "none") return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (
                Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
