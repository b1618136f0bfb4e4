using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Puts audits by the clock into a host.</summary>
public static class ScheduleServiceCollectionExtensions
{
    /// <summary>Registers the <see cref="AuditSchedule"/>, <see cref="ArchiveHistory"/> and <see cref="ArchiveReadiness"/> that the
    /// sections <c>pipeline</c> and <c>serve</c> describe. The host does not start on sections with faults: all of them are named at once
    /// in one <see cref="OptionsValidationException"/>.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">What has the two sections. They are read once.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>A registered <see cref="TimeProvider"/> is the clock; every registered <see cref="IAuditListener"/> is told of every
    /// record, and registered <see cref="PipelineMetrics"/> count them.</remarks>
    public static IServiceCollection AddSegmentPipelineSchedule(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var setup = new ServeOptionsSetup(configuration);
        services.AddSingleton<IConfigureOptions<ServeOptions>>(setup);
        services.AddSingleton<IValidateOptions<ServeOptions>>(setup);
        services.AddOptions<ServeOptions>().ValidateOnStart();
        return AddSchedule(services);
    }

    /// <summary>Registers the <see cref="AuditSchedule"/>, <see cref="ArchiveHistory"/> and <see cref="ArchiveReadiness"/> of options that
    /// <see cref="ServeConfiguration.Read"/> found no fault with.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">The options.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection AddSegmentPipelineSchedule(this IServiceCollection services, ServeOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(Options.Create(options));
        return AddSchedule(services);
    }

    private static IServiceCollection AddSchedule(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AuditSchedule>(provider => new AuditSchedule(
            provider.GetRequiredService<IOptions<ServeOptions>>(),
            SeamsOf(provider),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        services.AddSegmentPeers();
        services.TryAddSingleton(provider => new FillQueues(
            provider.GetRequiredService<IOptions<ServeOptions>>().Value.Archives.ToList(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category)));
        services.TryAddSingleton(provider => new VerdictQueues(
            provider.GetRequiredService<IOptions<ServeOptions>>().Value.Archives.ToList(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category)));
        services.TryAddSingleton(new DeliveryBounds());
        services.TryAddSingleton(provider => new NotifySchedule(
            provider.GetRequiredService<IOptions<ServeOptions>>().Value,
            provider.GetService<PipelineMetrics>(),
            provider.GetRequiredService<DeliveryBounds>(),
            (provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category)),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        services.TryAddSingleton<ReplicaSchedule>(provider => new ReplicaSchedule(
            provider.GetRequiredService<IOptions<ServeOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetService<PipelineMetrics>(),
            (
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category),
                provider.GetRequiredService<FillQueues>(),
                provider.GetRequiredService<VerdictQueues>(),
                provider.GetRequiredService<NotifySchedule>()
            ),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        services.TryAddSingleton<VerifySchedule>(provider => new VerifySchedule(
            provider.GetRequiredService<IOptions<ServeOptions>>(),
            provider.GetRequiredService<AuditSchedule>(),
            provider.GetService<PipelineMetrics>(),
            (
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category),
                provider.GetRequiredService<NotifySchedule>()
            ),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        services.TryAddSingleton(provider => new ArchiveHistory(provider.GetRequiredService<IOptions<ServeOptions>>()));
        services.TryAddSingleton(provider => new ArchiveExcuses(provider.GetRequiredService<IOptions<ServeOptions>>()));
        services.TryAddSingleton(provider => new ArchiveReadiness(
            provider.GetRequiredService<IOptions<ServeOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<AuditSchedule>());
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaSchedule>());
        services.AddHostedService(provider => provider.GetRequiredService<VerifySchedule>());
        services.AddHostedService(provider => provider.GetRequiredService<NotifySchedule>());
        return services;
    }

    private static ScheduleSeams SeamsOf(IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);
        var runs = new ScheduledRuns(
            [.. provider.GetServices<IAuditListener>()],
            provider.GetService<PipelineMetrics>(),
            provider.GetService<OperationTimers>(),
            clock,
            log)
        {
            Fills = provider.GetRequiredService<FillQueues>(),
            Verdicts = provider.GetRequiredService<VerdictQueues>(),
            Notifications = provider.GetRequiredService<NotifySchedule>(),
            Clients = provider.GetRequiredService<IHttpClientFactory>(),
        };
        return new ScheduleSeams(
            (archive, cancellationToken) => ArchiveReadiness.CauseInTimeAsync(archive, clock, cancellationToken),
            runs.Recall,
            runs.RunAsync,
            clock,
            log)
        {
            EarOf = provider.GetRequiredService<NotifySchedule>().Find,
        };
    }
}
