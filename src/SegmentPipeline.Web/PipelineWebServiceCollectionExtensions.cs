using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>Puts what answers over HTTP into a host.</summary>
public static class PipelineWebServiceCollectionExtensions
{
    /// <summary>Registers what <see cref="PipelineEndpointExtensions.MapSegmentPipeline"/> needs beside a schedule, which
    /// <c>AddSegmentPipelineSchedule</c> registers: the metrics and their exporter to Prometheus, readiness, and the protection of the
    /// addresses.</summary>
    /// <param name="services">Where to register. Registering twice is the same as once.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>A registered <see cref="TimeProvider"/> is the clock, and a registered <see cref="IProfileSource"/> answers for profiles. A
    /// host that exports metrics itself goes on doing so: the meter <see cref="PipelineMetrics.MeterName"/> and the exporter join what it
    /// has. Readiness is a health check of the host, with the name and the tag <c>segmentpipeline</c>: a host that maps all of its checks
    /// somewhere has it there too, and may leave it out by either.</remarks>
    public static IServiceCollection AddSegmentPipelineWeb(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(RequestGuard))) return services;
        services.AddSegmentPipelineMetrics();
        services.AddOptions<HostFilteringOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KnownHosts>();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<BoundedReads>();
        services.AddSingleton<CoverageCache>();
        services.AddSingleton<IAuditListener, CoverageRefresh>();
        services.AddSingleton<ArchiveWorks>();
        services.AddSingleton<ActionGuard>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IPipelineEndpoints, CopyEndpoints>();
        services.AddSingleton<Readiness>();
        services.AddHealthChecks().AddCheck<ArchivesHealthCheck>(ArchivesHealthCheck.Name, tags: [ArchivesHealthCheck.Name]);
        services.AddOpenTelemetry().WithMetrics(AddExporter);
        return services;
    }

    private static void AddExporter(MeterProviderBuilder metrics)
    {
        const int StreamsKept = 20_000; // Series that have gone keep their places for the life of the process.
        metrics.AddMeter(PipelineMetrics.MeterName);
        metrics.AddView(instrument =>
            PipelineMetrics.IsPerStream(instrument) ? new MetricStreamConfiguration { CardinalityLimit = StreamsKept } : null);
        metrics.AddPrometheusExporter(exporter =>
        {
            exporter.ScopeInfoEnabled = false;
            exporter.TargetInfoEnabled = false;
            exporter.ScrapeResponseTimeoutMilliseconds = 10_000;
        });
    }
}
