using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Web;

/// <summary>Puts the addresses of an auditing host into an application.</summary>
public static class PipelineEndpointExtensions
{
    private const long MostCopied = 64 << 20;

    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Posting = ["POST"];

    /// <summary>Maps health, metrics, archives, runs, holes and profiles. Each of them brings with it what <see cref="PipelineServer"/>
    /// has: problem documents, and the refusal of names that the host does not go by and of requests that pages of other sites
    /// make.</summary>
    /// <param name="endpoints">Where to: an application, or a group with a prefix of its own.</param>
    /// <returns>All addresses together, for what is to hold for each of them, such as <c>RequireAuthorization</c>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="PipelineWebServiceCollectionExtensions.AddSegmentPipelineWeb"/> has not been
    /// called.</exception>
    public static IEndpointConventionBuilder MapSegmentPipeline(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var guard = endpoints.ServiceProvider.GetService<RequestGuard>()
            ?? throw new InvalidOperationException("what answers is not registered; call AddSegmentPipelineSchedule and AddSegmentPipelineWeb on the services of this host");
        const string Archive = $"/api/archives/{{{ArchiveEndpoints.NameKey}}}";
        var group = endpoints.MapGroup("");
        group.MapMethods("/healthz", Reading, guard.Around(HealthEndpoints.AliveAsync));
        group.MapMethods("/readyz", Reading, guard.Around(HealthEndpoints.ReadyAsync));
        MapMetrics(group, guard);
        group.MapMethods("/api/archives", Reading, guard.Around(ArchiveEndpoints.ListAsync));
        group.MapMethods(Archive, Reading, guard.Around(ArchiveEndpoints.OneAsync));
        group.MapMethods($"{Archive}/runs", Reading, guard.Around(HistoryEndpoints.RunsAsync));
        group.MapMethods($"{Archive}/runs", Posting, guard.Around(ArchiveEndpoints.StartAsync));
        group.MapMethods($"{Archive}/holes", Reading, guard.Around(HistoryEndpoints.HolesAsync));
        group.MapMethods("/api/profile", Posting, guard.Around(ProfileEndpoint.SampleAsync));
        return group;
    }

    private static void MapMetrics(RouteGroupBuilder group, RequestGuard guard)
    {
        var copies = new CopiesUnderWay(MostCopied, TimeProvider.System);
        group.MapPrometheusScrapingEndpoint("/metrics", null, branch => branch.Use(guard.Around).Use(next => new CopiedMetrics(next, copies).InvokeAsync), null)
            .WithMetadata(new HttpMethodMetadata(Reading));
    }
}
