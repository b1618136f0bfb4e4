using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Fills the options from the sections <c>pipeline</c>, <c>serve</c> and <c>fleet</c>, and refuses to start a host on sections
/// that have faults.</summary>
internal sealed class ServeOptionsSetup(IConfiguration configuration) : IConfigureOptions<ServeOptions>, IValidateOptions<ServeOptions>
{
    public void Configure(ServeOptions options) => Read(options);

    public ValidateOptionsResult Validate(string? name, ServeOptions options)
    {
        var faults = Read(new ServeOptions());
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private List<string> Read(ServeOptions options)
    {
        var inherited = new PipelineOptions();
        var faults = PipelineConfiguration.Read(configuration.GetSection(PipelineConfiguration.SectionName), inherited)
            .Select(fault => $"{PipelineConfiguration.SectionName}:{fault}").ToList();
        faults.AddRange(ServeConfiguration.Read(configuration.GetSection(ServeConfiguration.SectionName), inherited, options)
            .Select(fault => $"{ServeConfiguration.SectionName}:{fault}"));
        faults.AddRange(FleetConfiguration.Read(configuration, options).Select(fault => $"{fault}"));
        return faults;
    }
}
