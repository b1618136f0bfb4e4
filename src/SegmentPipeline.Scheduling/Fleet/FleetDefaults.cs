using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Scheduling;

/// <summary>What a node's options are where they are left out, by what its host does.</summary>
internal static class FleetDefaults
{
    private const string DirectoryName = "fleet";

    /// <summary>Fills in what is left out and can be told.</summary>
    /// <param name="fleet">The options.</param>
    /// <param name="options">What the host does.</param>
    internal static void FillIn(FleetOptions fleet, ServeOptions options)
    {
        fleet.Http ??= HttpOf(fleet.Address, options.Urls);
        if (options.Archives.FirstOrDefault(archive => archive.Name is not null) is { } first)
            fleet.Directory ??= Path.Combine(Path.GetDirectoryName(first.LedgerPath)!, DirectoryName);
        fleet.Archive ??= ArchiveOf(options.Archives);
    }

    /// <summary>The first address that is listened on, as other machines write it; null if its port is not known yet, or there is
    /// none.</summary>
    private static string? HttpOf(string address, IReadOnlyList<string> urls)
    {
        if (urls.Count == 0 || !ListenAddress.TryParse(urls[0], out var listened) || listened.Port == 0) return null;
        var host = listened.IsEverywhere ? address : listened.Host;
        var isVersion6 = IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://{(isVersion6 ? $"[{host}]" : host)}:{listened.Port}");
    }

    /// <summary>The only archive, or the default one. One that several nodes mount is no copy of this node's own, if there is
    /// another.</summary>
    private static string? ArchiveOf(IReadOnlyList<ScheduledArchive> archives)
    {
        var own = archives.Where(archive => !archive.IsShared).ToList();
        if (own.Count == 0) own = [.. archives];
        return own.Count == 1 ? own[0].Name : own.Find(archive => archive.IsDefault)?.Name;
    }
}
