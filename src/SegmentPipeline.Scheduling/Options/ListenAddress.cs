using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace SegmentPipeline.Scheduling;

/// <summary>An address to listen on: <c>http://HOST:PORT</c>, HOST being an address, <c>localhost</c>, or <c>*</c> for all.</summary>
internal sealed record ListenAddress(string Host, int Port)
{
    internal const string Expected =
        "write http://127.0.0.1:8080, http://[::1]:8080, http://localhost:8080, or http://*:8080 for all interfaces";

    /// <summary>Whether nobody but this machine can reach it.</summary>
    internal bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether it is all addresses of this machine.</summary>
    internal bool IsEverywhere => Host is "*" or "+" || (IPAddress.TryParse(Host, out var address) && IsAny(address));

    /// <summary>Whether somebody who connects to an address of this machine is answered here.</summary>
    /// <param name="address">The address.</param>
    internal bool IsReachedAt(string address) =>
        IsEverywhere
        || (IPAddress.TryParse(address, out var asked)
            && (Host == "localhost" ? IPAddress.IsLoopback(asked) : IPAddress.TryParse(Host, out var own) && own.Equals(asked)));

    /// <summary>Whether an address stands for all of a machine's.</summary>
    /// <param name="address">The address.</param>
    internal static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>Reads one address; a path, a name of another machine and anything encrypted are refused.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        const string Scheme = "http://";
        address = null;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var rest = text.AsSpan(Scheme.Length);
        if (rest.EndsWith("/")) rest = rest[..^1];
        var colon = rest.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = rest[..colon].ToString().ToLowerInvariant();
        if (host.StartsWith('[') != host.EndsWith(']')) return false;
        var inner = host.Trim('[', ']');
        var isAddress =
            IPAddress.TryParse(inner, out var ip)
            && (ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6) == host.StartsWith('[');
        if (!isAddress && host is not ("localhost" or "*" or "+")) return false;
        address = new ListenAddress(inner, port);
        return true;
    }
}
