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
        return AddArchive(services);
    }

    /// <summary>Registers, as singletons, the <see cref="SegmentArchive"/> and the <see cref="AuditRequest"/> of options that the host sets
    /// itself. The host does not start on options that break a rule: all of them are named at once in one
    /// <see cref="OptionsValidationException"/>.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">Sets the options; at least <see cref="PipelineOptions.Root"/>.</param>
    /// <returns>The same collection.</returns>
    /// <remarks>As with a section of the configuration: a registered <see cref="TimeProvider"/> is the clock, a registered
    /// <see cref="SegmentArchiveOptions"/> stands before it, and the container disposes the archive.</remarks>
    public static IServiceCollection AddSegmentPipeline(this IServiceCollection services, Action<PipelineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        services.AddSingleton<IValidateOptions<PipelineOptions>, PipelineOptionsRules>();
        return AddArchive(services);
    }

    private static IServiceCollection AddArchive(IServiceCollection services)
    {
        services.AddOptions<PipelineOptions>().ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<PipelineOptions>>().Value.ToAuditRequest(provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<PipelineOptions>>().Value.ToAuditContext());
        services.TryAddSingleton(OpenArchive);
        return services;
    }

    private static SegmentArchive OpenArchive(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<PipelineOptions>>().Value;
        return SegmentArchive.Open(options.Root!, provider.GetService<SegmentArchiveOptions>() ?? new SegmentArchiveOptions
        {
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            Tolerance = options.Tolerance,
        });
    }
}
