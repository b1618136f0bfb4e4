using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Another copy of a scheduled archive: an item of its <c>replicas</c>, read.</summary>
public sealed class ScheduledReplica
{
    /// <summary>What it is called in records, metrics and logs; as an archive may be called.</summary>
    /// <value>None; a replica must have one.</value>
    public string? Name { get; set; }

    /// <summary>Where it is: the address of a node, or a directory.</summary>
    /// <value>None; a replica must have one.</value>
    public string? Location { get; set; }

    /// <summary>Prepares to ask it. Nothing is asked yet.</summary>
    /// <param name="clients">Makes the client of a node.</param>
    /// <param name="options">How it is opened.</param>
    internal Replica Open(IHttpClientFactory clients, SegmentArchiveOptions options)
    {
        var archive = HttpArchive.IsAddress(Location!)
            ? SegmentArchive.OpenRemote(
                new HttpArchive(clients.CreateClient(PeerClients.ClientName), Location!, PeerBounds.InAHost(options.TimeProvider)), options)
            : SegmentArchive.Open(Location!, options);
        return new Replica { Name = Name!, Archive = archive };
    }
}
