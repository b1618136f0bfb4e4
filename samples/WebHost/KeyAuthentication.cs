using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace WebHost;

/// <summary>Knows whoever sends the key of the configuration in the header <c>X-Key</c>.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IConfiguration configuration)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    internal const string Name = "key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var key = configuration["key"];
        if (string.IsNullOrEmpty(key) || Request.Headers["X-Key"] != key) return Task.FromResult(AuthenticateResult.NoResult());
        var who = new ClaimsPrincipal(new ClaimsIdentity(Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(who, Name)));
    }
}
