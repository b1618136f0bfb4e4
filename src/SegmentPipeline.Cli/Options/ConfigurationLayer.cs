using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>One source of configuration, and how it calls its keys.</summary>
internal sealed class ConfigurationLayer(IConfiguration section, Func<string, string> nameOf)
{
    /// <summary>The keys it has.</summary>
    internal IEnumerable<string> Keys => section.GetChildren().Select(key => key.Key);

    /// <summary>Reads what this layer says over what weaker layers said; a list it has replaces theirs whole.</summary>
    /// <returns>Its faults, in the names of its keys.</returns>
    internal IEnumerable<string> ReadInto(PipelineOptions options) =>
        PipelineConfiguration.Read(section, options).Select(fault => $"{nameOf(fault.Key)}: {fault.Message}");
}
