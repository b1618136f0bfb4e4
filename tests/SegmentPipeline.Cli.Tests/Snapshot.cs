using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Output that is kept as a text file beside the tests. Set <c>UPDATE_SNAPSHOTS=1</c> to write it anew, and read the
/// difference.</summary>
internal static class Snapshot
{
    internal static void Match(string name, string actual)
    {
        var path = ProjectFiles.PathOf($"tests/SegmentPipeline.Cli.Tests/Snapshots/{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), $"differs from Snapshots/{name}.txt");
    }
}
