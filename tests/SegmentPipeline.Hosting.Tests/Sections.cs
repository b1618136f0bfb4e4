using System.Text;
using Microsoft.Extensions.Configuration;

namespace SegmentPipeline.Hosting.Tests;

/// <summary>Sections as a file would have them.</summary>
internal static class Sections
{
    /// <summary>The section <c>pipeline</c> with that JSON object as its content.</summary>
    internal static IConfigurationSection Of(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"pipeline":{{json}}}""")))
        .Build()
        .GetSection(PipelineConfiguration.SectionName);

    /// <summary>What a section says, and its faults as text.</summary>
    internal static (PipelineOptions Options, IReadOnlyList<string> Faults) Read(string json)
    {
        var options = new PipelineOptions();
        return (options, [.. PipelineConfiguration.Read(Of(json), options).Select(fault => fault.ToString())]);
    }

    /// <summary>All that options say, a line a property; whatever is added to them is in it.</summary>
    internal static string Describe(PipelineOptions options) => string.Join('\n', typeof(PipelineOptions).GetProperties().Select(property =>
        $"{property.Name} = {(property.GetValue(options) is IEnumerable<string> names ? $"[{string.Join(", ", names)}]" : property.GetValue(options))}"));
}
