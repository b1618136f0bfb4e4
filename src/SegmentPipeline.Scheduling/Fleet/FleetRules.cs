using System.Net;
using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>The rules that a node's options can break although each of its values can be read.</summary>
internal static class FleetRules
{
    /// <summary>Every rule that they break.</summary>
    /// <param name="fleet">The options, with what <see cref="FleetDefaults"/> fills in.</param>
    /// <param name="options">What the host does.</param>
    internal static IEnumerable<PipelineFault> FaultsOf(FleetOptions fleet, ServeOptions options) =>
        FaultsOfNames(fleet)
            .Concat(FaultsOfMembership(fleet))
            .Concat(FaultsOfAddresses(fleet, options.Urls))
            .Concat(FaultsOfDoors(fleet))
            .Concat(FaultsOfArchive(fleet, options.Archives));

    private static IEnumerable<PipelineFault> FaultsOfNames(FleetOptions fleet)
    {
        if (fleet.Node is not { } node) yield return new("node", "the node has no name");
        else if (ServeRules.FaultOfName(node) is { } cause) yield return new("node", cause);
        if (ServeRules.FaultOfName(fleet.Cluster) is { } fault) yield return new("cluster", fault);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fleet.Nodes.Count; i++)
        {
            if (ServeRules.FaultOfName(fleet.Nodes[i]) is { } wrong) yield return new($"nodes:{i}", wrong);
            else if (!names.Add(fleet.Nodes[i])) yield return new($"nodes:{i}", $"'{fleet.Nodes[i]}' stands there twice");
        }

        if (fleet.Node is { } own && fleet.Nodes.Count > 0 && !names.Contains(own))
            yield return new("nodes", $"this node, '{own}', is not among them");
    }

    /// <summary>Who is there is kept in one place.</summary>
    private static IEnumerable<PipelineFault> FaultsOfMembership(FleetOptions fleet)
    {
        const string Places = "database, databaseFile and local";
        var places = (fleet.Database is null ? 0 : 1) + (fleet.DatabaseFile is null ? 0 : 1) + (fleet.IsLocal ? 1 : 0);
        if (places == 0) yield return new("database", $"nothing says where the fleet keeps who is there; set one of {Places}");
        if (places > 1) yield return new("database", $"the fleet keeps in one place who is there; set only one of {Places}");
        if (fleet.Primary is not { } primary) yield break;
        if (!fleet.IsLocal) yield return new("primary", "with a database no silo keeps who is there; leave it out, or set local to true");
        if (!IPEndPoint.TryParse(primary, out var address) || address.Port == 0 || ListenAddress.IsAny(address.Address))
            yield return new("primary", $"'{primary}' is not the address of a silo; write 127.0.0.1:11111");
    }

    private static IEnumerable<PipelineFault> FaultsOfAddresses(FleetOptions fleet, IReadOnlyList<string> urls)
    {
        if (!IPAddress.TryParse(fleet.Address, out var address) || ListenAddress.IsAny(address))
            yield return new("address", $"'{fleet.Address}' is not an address of this machine at which other nodes reach it; write 10.0.0.2");
        if (fleet.SiloPort == fleet.GatewayPort)
            yield return new("gatewayPort", $"silos are answered on port {fleet.SiloPort} already; take another");
        foreach (var url in urls)
        {
            if (!ListenAddress.TryParse(url, out var listened) || !listened.IsReachedAt(fleet.Address)) continue;
            if (listened.Port == fleet.SiloPort) yield return new("siloPort", $"HTTP is answered there already, on {url}; take another");
            if (listened.Port == fleet.GatewayPort)
                yield return new("gatewayPort", $"HTTP is answered there already, on {url}; take another");
        }

        if (fleet.Http is not { } http) yield break;
        if (HttpArchive.FaultOf(http) is { } cause) yield return new("http", cause);
        else if (!fleet.IsLoopbackOnly && new Uri(http).IsLoopback)
            yield return new("http", $"no other machine reaches {http}; write where the other nodes reach this host over HTTP, and listen there");
    }

    /// <summary>What leaves this machine is encrypted, and both sides prove that they belong to the fleet.</summary>
    private static IEnumerable<PipelineFault> FaultsOfDoors(FleetOptions fleet)
    {
        (string Key, string? Value)[] files = [("certificate", fleet.Certificate), ("key", fleet.Key), ("authority", fleet.Authority)];
        var absent = files.Where(file => file.Value is null).Select(file => file.Key).ToList();
        if (absent.Count == 0) yield break;
        if (absent.Count < files.Length)
            yield return new(absent[0], "no file is named; certificate, key and authority belong together");
        else if (!fleet.IsLoopbackOnly)
            yield return new(
                "certificate",
                "a silo that other machines can reach needs certificate, key and authority; or listen on 127.0.0.1");
    }

    private static IEnumerable<PipelineFault> FaultsOfArchive(FleetOptions fleet, IReadOnlyList<ScheduledArchive> archives)
    {
        if (archives.Count == 0) yield break;
        if (fleet.Archive is not { } name)
            yield return new("archive", "there are several archives, and none is the default; name the one that takes part");
        else if (!archives.Any(archive => string.Equals(archive.Name, name, StringComparison.Ordinal)))
            yield return new(
                "archive",
                $"there is no archive '{name}'; the archives are {string.Join(", ", archives.Select(archive => archive.Name))}");
    }
}
