using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet;

/// <summary>Makes a host that audits by the clock a node of a fleet.</summary>
public static class FleetServiceCollectionExtensions
{
    private const string OrleansMeter = "Microsoft.Orleans";

    /// <summary>So many rows has each of its hundreds of instruments at most; the memory for all of them is taken at once.</summary>
    private const int MostSeriesOfOrleans = 50;

    /// <summary>Registers the node's silo, its part in runs of the fleet, and the addresses below <c>/api/fleet</c>, which
    /// <see cref="PipelineEndpointExtensions.MapSegmentPipeline"/> maps. The host goes on without the fleet where that cannot be joined:
    /// it is tried again and again.</summary>
    /// <param name="services">Where to register; <c>AddSegmentPipelineSchedule</c> and
    /// <see cref="PipelineWebServiceCollectionExtensions.AddSegmentPipelineWeb"/> have been called, or will be.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>The <see cref="ServeOptions"/> of the host must have a <see cref="ServeOptions.Fleet"/> without faults.</remarks>
    public static IServiceCollection AddSegmentPipelineFleet(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(FleetSilo))) return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            new FleetClients(FleetOf(provider), provider.GetRequiredService<TimeProvider>(), LogOf(provider)));
        FleetClients.Register(services);
        services.AddSingleton(provider => new NodeWork(
            OptionsOf(provider),
            new AnswerFiles(Path.GetFullPath(FleetOf(provider).Directory!)),
            provider.GetRequiredService<TimeProvider>(),
            LogOf(provider),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        services.AddMetrics();
        services.AddSingleton<FleetMetrics>();
        services.AddSingleton<AnswerFetcher>();
        services.AddSingleton<FleetQuestions>();
        services.AddSingleton(provider => new FleetVerdicts(
            new Lazy<FleetQuestions>(provider.GetRequiredService<FleetQuestions>),
            provider.GetRequiredService<AnswerFetcher>()));
        services.AddSingleton(provider => new FleetSilo(
            FleetOf(provider),
            provider,
            provider.GetRequiredService<NodeWork>(),
            provider.GetRequiredService<TimeProvider>(),
            LogOf(provider)));
        services.AddSingleton<ReportReply>();
        services.AddSingleton<IPipelineEndpoints, FleetEndpoints>();
        services.AddHostedService(provider => provider.GetRequiredService<FleetSilo>());
        services.Configure<LoggerFilterOptions>(filter => filter.AddFilter("Orleans", LogLevel.Critical).AddFilter("Polly", LogLevel.None));
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(FleetMetrics.MeterName, OrleansMeter)
            .AddView(instrument => instrument.Meter.Name == OrleansMeter
                ? new MetricStreamConfiguration { CardinalityLimit = MostSeriesOfOrleans }
                : null));
        return services;
    }

    /// <summary>Why a host had to stop being a node of its fleet, and so stopped: another process has the node's name, the database has no
    /// tables of a fleet, a certificate cannot be read.</summary>
    /// <param name="services">The services of the host.</param>
    /// <returns>The cause, with what to do; null if there is none.</returns>
    public static string? FindFleetFault(this IServiceProvider services) => services.GetService<FleetSilo>()?.Fault;

    private static ServeOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ServeOptions>>().Value;

    private static FleetOptions FleetOf(IServiceProvider provider) =>
        OptionsOf(provider).Fleet ?? throw new InvalidOperationException("the options of this host say nothing of a fleet");

    private static ILogger LogOf(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);
}
