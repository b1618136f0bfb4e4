using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Hosting;

/// <summary>Puts the metrics into a host.</summary>
public static class PipelineMetricsServiceCollectionExtensions
{
    /// <summary>Registers, as singletons, <see cref="PipelineMetrics"/> and <see cref="OperationTimers"/>, and a log provider that
    /// counts log records. Nothing is exported: add the meter <see cref="PipelineMetrics.MeterName"/> to an exporter of the host's
    /// choice.</summary>
    /// <param name="services">Where to register. Registering twice is the same as once.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <returns>The same collection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is less than 1.</exception>
    /// <remarks>A registered <see cref="TimeProvider"/> is the clock.</remarks>
    public static IServiceCollection AddSegmentPipelineMetrics(this IServiceCollection services, PipelineMetricsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        services.TryAddSingleton((options ?? new PipelineMetricsOptions()).Checked());
        services.TryAddSingleton(provider => new PipelineMetrics(
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<PipelineMetricsOptions>()));
        services.TryAddSingleton(provider =>
            new OperationTimers(provider.GetRequiredService<IMeterFactory>(), provider.GetService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, LogRecordCounter>());
        return services;
    }
}
