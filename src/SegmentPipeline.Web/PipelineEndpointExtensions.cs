using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace SegmentPipeline.Web;

/// <summary>Puts the addresses of an auditing host into an application.</summary>
public static class PipelineEndpointExtensions
{
    private const long MostCopied = 64 << 20;

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
        var copies = new CopiesUnderWay(MostCopied, TimeProvider.System);
        endpoints.MapPrometheusScrapingEndpoint("/metrics", null, branch => branch.Use(next => new CopiedMetrics(next, copies).InvokeAsync), null).WithMetadata(new HttpMethodMetadata(Reading));
        endpoints.MapMethods("/api/archives", Reading, ArchiveEndpoints.ListAsync);
        endpoints.MapMethods(Archive, Reading, ArchiveEndpoints.OneAsync);
        endpoints.MapMethods($"{Archive}/runs", Reading, HistoryEndpoints.RunsAsync);
        endpoints.MapMethods($"{Archive}/runs", Posting, ArchiveEndpoints.StartAsync);
        endpoints.MapMethods($"{Archive}/holes", Reading, HistoryEndpoints.HolesAsync);
        endpoints.MapMethods("/api/profile", Posting, ProfileEndpoint.SampleAsync);
    }
}
