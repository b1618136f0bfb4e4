using Microsoft.AspNetCore.Http;

namespace SegmentPipeline.Web;

/// <summary>Refuses requests that call this host by a name it does not have. A page of a stranger can point a name of its own at the
/// loopback address and have a browser ask; the browser then sends that name.</summary>
internal sealed class HostNames(RequestDelegate next, KnownHosts known)
{
    internal Task InvokeAsync(HttpContext context) => known.Has(context.Request.Host.Host)
        ? next(context)
            : Problem.SendAsync(
                context,
                StatusCodes.Status400BadRequest,
                "this host does not go by that name; a proxy's name must stand in serve:hosts");
}
