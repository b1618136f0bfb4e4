using System.Reflection;
using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests.Documentation;

/// <summary>What help and documents show can be written as it stands.</summary>
internal sealed partial class ExampleTests
{
    /// <summary>These make archives, go on until they are stopped, or ask what a host is configured to do.</summary>
    private static readonly string[] Others = ["generate", "demo", "serve", "selftest", "notify"];

    private static IEnumerable<string> OfHelp() => typeof(HelpTexts)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(field => field.Name != nameof(HelpTexts.Root))
        .SelectMany(field => Lines((string)field.GetValue(null)!, "pipeline "));

    private static IEnumerable<string> OfDocuments() => Directory
        .EnumerateFiles(ProjectFiles.PathOf("docs"), "*.md")
        .SelectMany(file => Lines(File.ReadAllText(file), "$ pipeline "))
        .Select(line => line[2..]);

    [TestCaseSource(nameof(OfHelp))]
    [TestCaseSource(nameof(OfDocuments))]
    public async Task Example_IsNoUsageFault(string line)
    {
        using var pipeline = new Pipeline();
        pipeline.WriteFile("nodes.txt", "other /nowhere/other\n");
        pipeline.WriteFile("expect.json", ProjectFiles.Read("samples/expect.json"));
        pipeline.WriteFile("nightly.json", """{"pipeline":{"root":"/nowhere/archive"}}""");

        var outcome = await pipeline.RunAsync(line.Replace("/srv/", "/nowhere/", StringComparison.Ordinal).Split(' ')[1..]);

        Assert.That(outcome.ExitCode, Is.Not.EqualTo(ExitCode.Usage), outcome.Error);
    }

    /// <summary>Command lines, of which each is whole; without the words that explain them, what a shell does with their output, and nodes,
    /// and once instead of again and again.</summary>
    private static IEnumerable<string> Lines(string text, string start) => Continued()
        .Replace(text, " ")
        .Split('\n')
        .Select(line => Remark().Replace(line.Trim(), "").Replace("http://node2:8000", "/nowhere/other", StringComparison.Ordinal))
        .Where(line => line.StartsWith(start, StringComparison.Ordinal))
        .Select(line => line.Replace(" --watch", "", StringComparison.Ordinal))
        .Where(line => !Others.Contains(line[start.Length..].Split(' ')[0]) && !line.Contains('|') && !line.Contains("VERB"));

    [GeneratedRegex(@" *\\\n +", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Continued();

    [GeneratedRegex("   +.*$| >.*$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Remark();
}
