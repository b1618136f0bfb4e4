using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>By which names requests may call this host. One that listens on loopback only goes by the names of loopback and those of
/// <see cref="ServeOptions.Hosts"/>; one that others can reach by every name, unless it has been given some.</summary>
/// <remarks>The framework's own filter of hosts knows no ranges of addresses, and a host that has not set it takes every name. Where it has
/// been set, it has decided.</remarks>
internal sealed class KnownHosts(IOptions<ServeOptions> serve, IOptions<HostFilteringOptions> filter, IServer server)
{
    private readonly Lazy<bool> _isFilteredBefore = new(() => filter.Value.AllowedHosts is { Count: > 0 } names && !names.Contains("*"));
    private bool? _isLoopbackOnly;

    /// <summary>Whether a request that calls this host so is to be answered.</summary>
    /// <param name="host">The name, without a port; empty if the request gives none.</param>
    internal bool Has(string host)
    {
        if (host.Length == 0 || _isFilteredBefore.Value || IsLoopback(host)) return true;
        var names = serve.Value.Hosts;
        return names.Count == 0 ? !IsLoopbackOnly() : names.Contains(host, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a request calls this host by a name that nobody else can have: one of loopback, or one that it was given. Of
    /// the rest it is not known who chose them.</summary>
    /// <param name="host">The name, without a port.</param>
    internal bool IsOwn(string host) =>
        _isFilteredBefore.Value || IsLoopback(host) || serve.Value.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the server listens is known once it does.</summary>
    private bool IsLoopbackOnly()
    {
        if (_isLoopbackOnly is { } known) return known;
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        if (addresses is not { Count: > 0 }) return false;
        _isLoopbackOnly = addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback);
        return _isLoopbackOnly.Value;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
