using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Decides who may have the host do something: whoever can reach it, unless the site has a token or a proxy says who somebody is;
/// then whoever knows the one or is named by the other. Pages of other sites have been refused before.</summary>
internal sealed class ActionGuard(IOptions<ServeOptions> serve, KnownHosts hosts, TimeProvider clock, ILoggerFactory logs)
{
    private const int LongestName = 256;

    private static readonly object AskedByKey = new();

    private readonly Lazy<SiteToken> _token = new(() => new SiteToken(serve.Value.Site));
    private readonly WrongTokens _wrong = new(clock);
    private readonly ILogger _log = logs.CreateLogger(Log.Category);

    /// <summary>Puts that before a handler. Whoever only reads is not asked.</summary>
    internal RequestDelegate Around(RequestDelegate handler) => context =>
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) Admit(context);
        return handler(context);
    };

    /// <summary>Refuses what only the site's own actions are.</summary>
    /// <exception cref="RequestProblemException">The host is configured to do nothing of that kind.</exception>
    internal static void RequireActions(HttpContext context)
    {
        if (!context.RequestServices.GetRequiredService<IOptions<ServeOptions>>().Value.Site.HasActions)
            throw new RequestProblemException(
                StatusCodes.Status403Forbidden,
                "this host does nothing that is asked for by a request but audits; set serve:site:actions to true");
    }

    /// <summary>Who asks, as the proxy says; null if that is nobody's name.</summary>
    internal static string? AskedBy(HttpContext context) => context.Items[AskedByKey] as string;

    /// <exception cref="RequestProblemException">Whoever asks may not.</exception>
    private void Admit(HttpContext context)
    {
        var header = serve.Value.Site.UserHeader;
        if (!_token.Value.IsNamed && header is null) return;
        if (header is not null && UserOf(context, header) is { } user)
        {
            context.Items[AskedByKey] = user;
            Tell(context, user);
            return;
        }

        if (!_token.Value.IsNamed)
            throw new RequestProblemException(
                StatusCodes.Status403Forbidden, "this host does something only for whom its proxy names; ask through the proxy, by a name that serve:hosts has");
        CheckToken(context);
        Tell(context, "somebody with the token");
    }

    private void Tell(HttpContext context, string user) =>
        _log.ActionAsked(user, context.Request.Method, VisibleText.MakeVisible(context.Request.Path.Value ?? ""));

    private void CheckToken(HttpContext context)
    {
        var given = GivenTokens.Find(context.Request.Headers.Authorization.ToString());
        if (given is not null && _token.Value.Is(given)) return;
        if (_token.Value.FindFault() is { } fault)
            throw new RequestProblemException(
                StatusCodes.Status503ServiceUnavailable, $"nobody can be let in: {fault}; see serve:site in the configuration");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        if (given is null)
            throw new RequestProblemException(
                StatusCodes.Status401Unauthorized, "this host does something only for whoever knows its token; send it as Authorization: Bearer TOKEN");
        var areTooMany = _wrong.AreTooMany(out var toTell);
        if (toTell > 0) _log.WrongTokens(toTell, context.Connection.RemoteIpAddress?.ToString() ?? "somebody");
        throw areTooMany
            ? new RequestProblemException(StatusCodes.Status429TooManyRequests, "that is not the token, and there were many wrong ones; ask again later")
            : new RequestProblemException(StatusCodes.Status401Unauthorized, "that is not the token of this host");
    }

    /// <summary>The name that a proxy on this machine gives. A comma would be that of two headers that were joined; a browser on this
    /// machine can be made to send the header by a page whose name leads here, unless that name is not the host's.</summary>
    private string? UserOf(HttpContext context, string header)
    {
        if (!hosts.IsOwn(context.Request.Host.Host)) return null;
        if (context.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer)) return null;
        if (context.Request.Headers[header] is not [{ Length: <= LongestName } name]) return null;
        var isNobodys = string.IsNullOrWhiteSpace(name) || name.Contains(',', StringComparison.Ordinal);
        return isNobodys ? null : VisibleText.MakeVisible(name.Trim());
    }
}
