using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SegmentPipeline.Hosting;

/// <summary>Fills the options from the section, and refuses to start a host on a section that has faults.</summary>
internal sealed class PipelineOptionsSetup(IConfiguration section) : IConfigureOptions<PipelineOptions>, IValidateOptions<PipelineOptions>
{
    public void Configure(PipelineOptions options) => PipelineConfiguration.Read(section, options);

    public ValidateOptionsResult Validate(string? name, PipelineOptions options)
    {
        var faults = PipelineConfiguration.Read(section, new PipelineOptions())
            .Select(fault => $"{PipelineConfiguration.SectionName}:{fault}")
            .Concat(PipelineConfiguration.Validate(options))
            .ToList();
        if (string.IsNullOrEmpty(options.Root))
            faults.Add($"{PipelineConfiguration.SectionName}:root: no archive is named; set it to the archive's directory");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
