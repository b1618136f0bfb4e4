using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SegmentPipeline.Hosting;

/// <summary>Puts an archive into a host.</summary>
public static class PipelineServiceCollectionExtensions
{
    /// <summary>Registers, as singletons, the <see cref="SegmentArchive"/> that the section names the <see cref="AuditRequest"/>
    /// that it asks for, and the <see cref="AuditContext"/> that it is done with. The host does not start on a section with faults: all of
    /// them are named at once in one
    /// <see cref="OptionsValidationException"/>.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="section">The section <c>pipeline</c> itself, as in <c>configuration.GetSection("pipeline")</c>. It is read once;
    /// later changes of it are not followed. Lists from several sources are merged by index, as the platform's configuration
    /// does it.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>A registered <see cref="TimeProvider"/> is the archive's clock; a <see cref="SegmentArchiveOptions"/>, if registered,
    /// stands before it. The container disposes the archive.</remarks>
    public static IServiceCollection AddSegmentPipeline(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var setup = new PipelineOptionsSetup(section);
        services.AddSingleton<IConfigureOptions<PipelineOptions>>(setup);
        services.AddSingleton<IValidateOptions<PipelineOptions>>(setup);
        services.AddOptions<PipelineOptions>().ValidateOnStart();
        return AddArchive(services, provider => provider.GetRequiredService<IOptions<PipelineOptions>>().Value);
    }

    /// <summary>Registers, as singletons, the <see cref="SegmentArchive"/> and the <see cref="AuditRequest"/> of options that the host sets
    /// itself. The host does not start on options that break a rule: all of them are named at once in one
    /// <see cref="OptionsValidationException"/>.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Sets the options; at least <see cref="AuditOptions.Root"/>.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>As with a section of the configuration: a registered <see cref="TimeProvider"/> is the clock, a registered
    /// <see cref="SegmentArchiveOptions"/> stands before it, and the container disposes the archive.</remarks>
    public static IServiceCollection AddSegmentPipeline(this IServiceCollection services, Action<AuditOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<AuditOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsRules>();
        return AddArchive(services, provider => provider.GetRequiredService<IOptions<AuditOptions>>().Value);
    }

    private static IServiceCollection AddArchive(IServiceCollection services, Func<IServiceProvider, AuditOptions> optionsFrom)
    {
        services.TryAddSingleton(provider => optionsFrom(provider).ToAuditRequest(ClockOf(provider)));
        services.TryAddSingleton(provider => optionsFrom(provider).ToAuditContext());
        services.TryAddSingleton(provider => OpenArchive(provider, optionsFrom(provider)));
        return services;
    }

    private static SegmentArchive OpenArchive(IServiceProvider provider, AuditOptions options) =>
        SegmentArchive.Open(options.Root!, provider.GetService<SegmentArchiveOptions>() ?? new SegmentArchiveOptions
        {
            TimeProvider = ClockOf(provider),
            Tolerance = options.Tolerance,
        });

    private static TimeProvider ClockOf(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;
}
