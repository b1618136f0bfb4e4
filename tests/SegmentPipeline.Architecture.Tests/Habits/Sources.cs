using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Architecture.Tests.Habits;

/// <summary>The sources of the project, for habits that no assembly shows.</summary>
internal static partial class Sources
{
    /// <summary>All sources of some folders, without what is generated.</summary>
    internal static List<string> Of(params string[] folders)
    {
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(ProjectFiles.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Generated.IsMatch(file))
            .ToList();
        Assert.That(files, Has.Count.GreaterThan(20), "there are hardly any sources");
        return files;
    }

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]")]
    private static partial Regex Generated { get; }
}
