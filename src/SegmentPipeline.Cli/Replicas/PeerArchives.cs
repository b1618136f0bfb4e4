using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Archives that nodes serve, for the verbs that take an address where a directory may stand.</summary>
internal static class PeerArchives
{
    private const int QuestionsAtOnce = 8;

    /// <summary>Listings of hours that one run keeps, so that it fetches none twice.</summary>
    private const long KeptListingBytes = 16 * 1024 * 1024;

    private static readonly Lazy<IHttpClientFactory> Clients = new(() =>
        new ServiceCollection().AddSegmentPeers().BuildServiceProvider().GetRequiredService<IHttpClientFactory>());

    /// <summary>A client that asks nodes, as bounded and as distrustful as <see cref="PeerClients"/> makes it.</summary>
    internal static HttpClient CreateClient() => Clients.Value.CreateClient(PeerClients.ClientName);

    /// <summary>Opens one.</summary>
    /// <exception cref="UsageException">It is no address of a node.</exception>
    internal static SegmentArchive Open(string address, SegmentArchiveOptions options)
    {
        if (HttpArchive.FaultOf(address) is { } fault) throw new UsageException(fault);
        var peer = new HttpArchiveOptions { KeptListingBytes = KeptListingBytes, TimeProvider = options.TimeProvider };
        return SegmentArchive.OpenRemote(new HttpArchive(CreateClient(), address, peer), options);
    }

    /// <summary>What an audit of an archive is done with: a node is asked for several hours at once, since each question waits for its
    /// answer.</summary>
    internal static AuditContext ContextFor(SegmentArchive archive, AuditContext context) =>
        archive.IsRemote ? context with { Parallelism = Math.Max(context.Parallelism, QuestionsAtOnce) } : context;
}
