using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Replicas;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary><c>/api/archives/NAME/replicas/REPLICA/…</c>: what the other copies of an archive have, for pages, which speak with no host
/// but this. Each copy of the configuration has addresses of its own, so none leads anywhere else.</summary>
internal sealed class CopyEndpoints(IOptions<ServeOptions> options, IHttpClientFactory clients, TimeProvider clock, ILoggerFactory logs)
    : IPipelineEndpoints, IAsyncDisposable
{
    private const int MostReadsAtOnce = 8;
    private const int MostListingBytes = 4 * 1024 * 1024;
    private const long KeptListingBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Reading = ["GET", "HEAD"];

    private readonly List<SegmentArchive> _opened = [];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var archive in options.Value.Archives)
        {
            foreach (var replica in archive.Replicas)
            {
                // Of its own: a copy that does not answer keeps nobody from the others.
                var reads = new BoundedReads(clock, "replica", MostReadsAtOnce);
                var group = endpoints.MapGroup($"/api/archives/{archive.Name}/replicas/{replica.Name}");
                var coverage = new CopyCoverageEndpoint(replica.Name!, NodeOf(archive, replica), reads);
                group.MapMethods("/coverage", Reading, coverage.SendAsync);
                if (archive.IsPublished) MapMedia(group, archive, replica, reads);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in _opened) await archive.DisposeAsync().ConfigureAwait(false);
    }

    private HttpArchiveOptions Bounds => new()
    {
        FirstByte = Patience,
        Silence = Patience,
        Retries = 0,
        KeptListingBytes = KeptListingBytes,
        MostListingBytes = MostListingBytes,
        TimeProvider = clock,
    };

    private NodeCoverage? NodeOf(ScheduledArchive archive, ScheduledReplica replica) => HttpArchive.IsAddress(replica.Location!)
        ? new NodeCoverage(clients.CreateClient(PeerClients.ClientName), replica.Location!, archive.Name!, Bounds)
        : null;

    private void MapMedia(RouteGroupBuilder group, ScheduledArchive archive, ScheduledReplica replica, BoundedReads reads)
    {
        var copy = Open(archive, replica);
        _opened.Add(copy);
        var requests = new PublishedRequests(
            new PublishedArchive(copy, new PublishedArchiveOptions(), reads, clock), logs.CreateLogger(Log.Category));
        group.MapMethods("/playlist/{channel}/{quality}.m3u8", Reading, requests.ForThisSite(CopyPlaylistEndpoint.SendAsync));
        group.MapMethods("/segments/{channel}/{quality}/{hour}/{segment}", Reading, requests.ForThisSite(CopyFileEndpoint.SendAsync));
    }

    private SegmentArchive Open(ScheduledArchive archive, ScheduledReplica replica)
    {
        var how = new SegmentArchiveOptions
        {
            TimeProvider = clock,
            MayBeAbsent = true,
            Tolerance = archive.Audit.Tolerance,
            HourCacheBytes = 0,
        };
        if (!HttpArchive.IsAddress(replica.Location!)) return SegmentArchive.Open(replica.Location!, how);
        return SegmentArchive.OpenRemote(new HttpArchive(clients.CreateClient(PeerClients.ClientName), replica.Location!, Bounds), how);
    }
}
