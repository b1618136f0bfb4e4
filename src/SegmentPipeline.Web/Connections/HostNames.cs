using System.Net;
using Microsoft.AspNetCore.Http;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Refuses requests that call this host by a name it does not have. A page of a stranger can point a name of its own at the loopback
/// address and have a browser ask; the browser then sends that name.</summary>
internal sealed class HostNames(RequestDelegate next, ServeOptions options)
{
    private readonly bool _takesAll = !options.IsLoopbackOnly && options.Hosts.Count == 0;

    internal Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return _takesAll || host.Length == 0 || IsLoopback(host) || options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? next(context)
            : Problem.SendAsync(context, StatusCodes.Status400BadRequest, "this host does not go by that name; a proxy's name must stand in serve:hosts");
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
