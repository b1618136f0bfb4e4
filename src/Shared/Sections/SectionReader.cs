using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline;

/// <summary>Reads one section key by key, and names every key that it does not know.</summary>
/// <typeparam name="T">What the section is read into.</typeparam>
/// <param name="keys">The keys that have a value or a list of names.</param>
/// <param name="sections">The keys that have a section or a list of sections; these are left to the caller.</param>
internal sealed class SectionReader<T>(IReadOnlyList<PipelineKey<T>> keys, params IReadOnlyList<string> sections)
{
    /// <summary>The keys of the section, in the order in which they are documented.</summary>
    internal IReadOnlyList<string> Names { get; } = [.. keys.Select(key => key.Name), .. sections];

    /// <summary>Reads all that the section says; what it does not mention, or says wrongly, stays as it is.</summary>
    /// <param name="section">The section. Case does not count in keys; a null value counts as absent.</param>
    /// <param name="target">What to fill in.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="path">What stands before a key where a fault is named: nothing, or <c>archives:0:</c>.</param>
    internal void Read(IConfiguration section, T target, List<PipelineFault> faults, string path = "")
    {
        foreach (var child in section.GetChildren())
        {
            if (sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) continue;
            var key = keys.FirstOrDefault(known => known.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (key is null) faults.Add(new PipelineFault(path + child.Key, UnknownKey(child.Key)));
            else if (HasNoValue(child)) continue;
            else if (key.Read(child, target) is { } fault) faults.Add(new PipelineFault(path + key.Name, fault));
        }
    }

    private static bool HasNoValue(IConfigurationSection child) => child.Value is null && !child.GetChildren().Any();

    private string UnknownKey(string name) =>
        EditDistance.Nearest(name, Names) is { } nearest
            ? $"no such key; did you mean {nearest}?"
            : $"no such key; the keys are {string.Join(", ", Names)}";
}
