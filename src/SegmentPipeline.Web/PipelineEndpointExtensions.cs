using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Puts the addresses of an auditing host into an application.</summary>
public static class PipelineEndpointExtensions
{
    private const long MostCopied = 64 << 20;

    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Posting = ["POST"];
    private static readonly string[] Deleting = ["DELETE"];

    /// <summary>Maps health, metrics, archives, runs, holes, corrupt files and profiles. Each of them brings with it what <see
    /// cref="PipelineServer"/> has: problem documents, and the refusal of names that the host does not go by and of requests that pages
    /// of other sites make.</summary>
    /// <param name="endpoints">Where to: an application, or a group with a prefix of its own.</param>
    /// <returns>All addresses together, for what is to hold for each of them, such as <c>RequireAuthorization</c>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="PipelineWebServiceCollectionExtensions.AddSegmentPipelineWeb"/> has not been
    /// called.</exception>
    public static IEndpointConventionBuilder MapSegmentPipeline(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var guard = endpoints.ServiceProvider.GetService<RequestGuard>()
            ?? throw new InvalidOperationException(
                "what answers is not registered; call AddSegmentPipelineSchedule and AddSegmentPipelineWeb on the services of this host");
        const string Archive = $"/api/archives/{{{ArchiveEndpoints.NameKey}}}";
        var group = endpoints.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(endpoint => endpoint.RequestDelegate = guard.Around(endpoint.RequestDelegate!));
        group.WithMetadata(ProblemOf(StatusCodes.Status400BadRequest));
        MapHealth(group, "/healthz", HealthEndpoints.Alive);
        MapHealth(group, "/readyz", HealthEndpoints.Ready, ProblemOf(StatusCodes.Status503ServiceUnavailable));
        MapMetrics(group);
        Map(group, "/api/archives", context => Task.FromResult(ArchiveEndpoints.List(context)));
        Map(group, Archive, context => Task.FromResult(ArchiveEndpoints.One(context)));
        group.MapMethods($"{Archive}/runs", Reading, HistoryEndpoints.RunsAsync).WithMetadata(Contract<RunList>(StatusCodes.Status200OK));
        group.MapMethods($"{Archive}/runs", Posting, Sending(ArchiveEndpoints.StartAsync))
            .WithMetadata(Contract<ArchiveStatus>(StatusCodes.Status202Accepted));
        Map(group, $"{Archive}/work", context => Task.FromResult(WorkEndpoints.One(context)));
        Map(group, $"{Archive}/plan", context => Task.FromResult(WorkEndpoints.Plan(context)));
        group.MapMethods($"{Archive}/plan", Posting, Sending(WorkEndpoints.MakePlanAsync))
            .WithMetadata(Contract<FillPlanReply>(StatusCodes.Status202Accepted));
        Map(group, $"{Archive}/excuses", ExcuseEndpoints.ListAsync);
        group.MapMethods($"{Archive}/excuses", Posting, Sending(ExcuseEndpoints.AddAsync))
            .WithMetadata(Contract<Excuse>(StatusCodes.Status201Created));
        group.MapMethods($"{Archive}/excuses/{{{ExcuseEndpoints.IdKey}}}", Deleting, ExcuseEndpoints.RemoveAsync);
        Map(group, $"{Archive}/replicas", context => Task.FromResult(ArchiveEndpoints.Replicas(context)));
        Map(group, $"{Archive}/holes", HistoryEndpoints.HolesAsync);
        Map(group, $"{Archive}/corrupt", HistoryEndpoints.CorruptAsync);
        var packing = Packing(endpoints.ServiceProvider);
        group.MapMethods($"{Archive}/coverage", Reading, new ResponseCompressionMiddleware(CoverageEndpoint.SendAsync, packing).Invoke);
        group.MapMethods($"{Archive}/streams", Reading, new ResponseCompressionMiddleware(StreamsEndpoint.SendAsync, packing).Invoke);
        group.MapMethods("/api/events", Reading, EventsEndpoint.SendAsync);
        group.MapMethods("/api/profile", Posting, ProfileEndpoint.SampleAsync);
        foreach (var more in endpoints.ServiceProvider.GetServices<IPipelineEndpoints>()) more.Map(group);
        return group;
    }

    private static void Map<T>(RouteGroupBuilder group, string pattern, Func<HttpContext, Task<JsonHttpResult<T>>> answer) =>
        group.MapMethods(pattern, Reading, Sending(answer)).WithMetadata(Contract<T>(StatusCodes.Status200OK));

    private static RequestDelegate Sending<T>(Func<HttpContext, Task<JsonHttpResult<T>>> answer) =>
        async context => await JsonReply.SendAsync(context, await answer(context).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>What an address answers with if all goes well, for whoever describes the addresses of a host.</summary>
    private static ProducesResponseTypeMetadata Contract<T>(int status) => new(status, typeof(T), [JsonReply.ContentType]);

    /// <summary>Figures of many columns become a tenth of their size. There are no secrets in them that their length could tell.</summary>
    private static ResponseCompressionProvider Packing(IServiceProvider services) =>
        new(services, Options.Create(new ResponseCompressionOptions { EnableForHttps = true, MimeTypes = [JsonReply.ContentType] }));

    private static ProducesResponseTypeMetadata ProblemOf(int status) => new(status, typeof(ProblemReply), [Problem.ContentType]);

    private static void MapHealth(RouteGroupBuilder group, string pattern, HealthCheckOptions options, params object[] more)
    {
        object[] metadata = [new HttpMethodMetadata(Reading), .. more, Contract<HealthReply>(StatusCodes.Status200OK)];
        var address = group.MapHealthChecks(pattern, options).WithMetadata(metadata);
        address.Add(endpoint => endpoint.RequestDelegate = HealthEndpoints.WithoutQuery(endpoint.RequestDelegate!));
    }

    private static void MapMetrics(RouteGroupBuilder group)
    {
        var copies = new CopiesUnderWay(MostCopied, TimeProvider.System);
        group
            .MapPrometheusScrapingEndpoint(
                "/metrics",
                null,
                branch => branch.Use(next => new CopiedMetrics(next, copies).InvokeAsync),
                null)
            .WithMetadata(new HttpMethodMetadata(Reading));
    }
}
