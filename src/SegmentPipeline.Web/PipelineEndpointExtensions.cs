using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace SegmentPipeline.Web;

/// <summary>Puts the addresses of an auditing host into an application.</summary>
public static class PipelineEndpointExtensions
{
    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Posting = ["POST"];

    /// <summary>Maps health, metrics, archives, runs, holes and profiles. What stands before them (names of the host, origins, problem documents) is
    /// added by <see cref="PipelineServer"/>; an application of your own that maps them alone has its own.</summary>
    /// <param name="endpoints">Where to.</param>
    public static void MapSegmentPipeline(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        const string Archive = $"/api/archives/{{{ArchiveEndpoints.NameKey}}}";
        endpoints.MapMethods("/healthz", Reading, HealthEndpoints.AliveAsync);
        endpoints.MapMethods("/readyz", Reading, HealthEndpoints.ReadyAsync);
        endpoints.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new HttpMethodMetadata(Reading));
        endpoints.MapMethods("/api/archives", Reading, ArchiveEndpoints.ListAsync);
        endpoints.MapMethods(Archive, Reading, ArchiveEndpoints.OneAsync);
        endpoints.MapMethods($"{Archive}/runs", Reading, HistoryEndpoints.RunsAsync);
        endpoints.MapMethods($"{Archive}/runs", Posting, ArchiveEndpoints.StartAsync);
        endpoints.MapMethods($"{Archive}/holes", Reading, HistoryEndpoints.HolesAsync);
        endpoints.MapMethods("/api/profile", Posting, ProfileEndpoint.SampleAsync);
    }
}
