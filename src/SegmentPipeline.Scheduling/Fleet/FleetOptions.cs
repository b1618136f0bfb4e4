using System.Net;

namespace SegmentPipeline.Scheduling;

/// <summary>How a host belongs to a fleet: the section <c>fleet</c> of <c>pipeline.json</c>, read.</summary>
public sealed class FleetOptions
{
    /// <summary>What this host is called in the fleet, as an archive may be called. No two hosts of a fleet have one name.</summary>
    /// <value>None; a node must have one.</value>
    public string? Node { get; set; }

    /// <summary>What the fleet is called. Fleets of different names may share a database.</summary>
    /// <value><c>pipeline</c>.</value>
    public string Cluster { get; set; } = "pipeline";

    /// <summary>How to reach the PostgreSQL database of the fleet.</summary>
    /// <value>None: <see cref="DatabaseFile"/>, or <see cref="IsLocal"/>.</value>
    public string? Database { get; set; }

    /// <summary>A file that says how to reach it, so that no password stands in the configuration.</summary>
    /// <value>None: <see cref="Database"/>, or <see cref="IsLocal"/>.</value>
    public string? DatabaseFile { get; set; }

    /// <summary>Whether the fleet has no database: one of its silos keeps in memory who is there.</summary>
    /// <value>No.</value>
    public bool IsLocal { get; set; }

    /// <summary>The silo that keeps in memory who is there, as <c>ADDRESS:PORT</c>.</summary>
    /// <value>None: this one, if there is no database.</value>
    public string? Primary { get; set; }

    /// <summary>The address on which the silo listens, and at which the other nodes reach it.</summary>
    /// <value>127.0.0.1.</value>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port at which other silos reach this one, 1 to 65535.</summary>
    /// <value>11111.</value>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port at which clients of the fleet reach this silo, 1 to 65535.</summary>
    /// <value>30000.</value>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Where the other nodes reach what this host answers over HTTP.</summary>
    /// <value>The first of <see cref="ServeOptions.Urls"/>, with <see cref="Address"/> in the place of all interfaces. None if its port
    /// is any that is free, which is known only when the host listens.</value>
    public string? Http { get; set; }

    /// <summary>Where the answers of this node's audits are kept.</summary>
    /// <value><c>fleet</c>, beside the ledger of the first archive.</value>
    public string? Directory { get; set; }

    /// <summary>The archive that takes part unless a run names another.</summary>
    /// <value>The only one, or the default one.</value>
    public string? Archive { get; set; }

    /// <summary>The nodes that should be there.</summary>
    /// <value>None named: all that have ever been.</value>
    public IReadOnlyList<string> Nodes { get; set; } = [];

    /// <summary>The file with this node's certificate, PEM.</summary>
    /// <value>None: nothing is encrypted, and all of it stays on this machine.</value>
    public string? Certificate { get; set; }

    /// <summary>The file with the key of <see cref="Certificate"/>, PEM.</summary>
    /// <value>None.</value>
    public string? Key { get; set; }

    /// <summary>The file with the certificate of the authority that signs those of the nodes, PEM.</summary>
    /// <value>None.</value>
    public string? Authority { get; set; }

    /// <summary>Whether its silo speaks with nobody but this machine.</summary>
    public bool IsLoopbackOnly => IsLoopback(Address) && (Primary is null || IsLoopback(Primary));

    /// <summary>Whether silos and clients must prove by a certificate that they belong to the fleet.</summary>
    public bool HasCertificates => Certificate is not null && Key is not null && Authority is not null;

    /// <summary>Whether a text is a loopback address, with or without a port.</summary>
    private static bool IsLoopback(string text) => IPEndPoint.TryParse(text, out var address) && IPAddress.IsLoopback(address.Address);
}
