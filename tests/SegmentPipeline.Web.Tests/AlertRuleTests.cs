using System.Diagnostics;
using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>The alert rules that docs/metrics.md shows: Prometheus takes them, and they ask for series that a host gives.</summary>
internal sealed partial class AlertRuleTests
{
    private static readonly string Rules = RulesOf(ProjectFiles.Read("docs/metrics.md"));

    [Test]
    public async Task Rules_ReadByPromtool_HaveNoFault()
    {
        var (exitCode, output) = await CheckAsync(Rules);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain($"{Alert().Count(Rules)} rules found"));
        Assert.That(Rules, Does
            .Contain("alert: FilesCorrupt").And.Contain("alert: FilesUnreadable")
            .And.Contain("alert: VerifyingStopped").And.Contain("alert: VerifyingBehind"));
    }

    [Test]
    public async Task Rules_WithAFault_AreRefused()
    {
        var (exitCode, output) = await CheckAsync(Rules.Replace("increase(", "increase((", StringComparison.Ordinal));

        Assert.That(exitCode, Is.Not.Zero, output);
    }

    /// <remarks>A rule on a series that nobody writes never fires, and no check of Prometheus says so.</remarks>
    [Test]
    public void Rules_AskForMetricsOfTheDocument()
    {
        var document = ProjectFiles.Read("docs/metrics.md");
        var known = Instrument().Matches(document).Select(match => match.Groups["name"].Value.Replace('.', '_')).ToHashSet();

        var asked = Series().Matches(Rules).Select(match => match.Value).Distinct().ToList();

        Assert.That(asked, Has.Count.GreaterThan(10));
        Assert.That(
            asked.Where(series => !known.Contains(series) && !known.Contains(Unit().Replace(series, ""))), Is.Empty);
    }

    private static async Task<(int ExitCode, string Output)> CheckAsync(string rules)
    {
        var promtool = RequiredTool.Promtool.Require();
        var path = Path.Combine(Directory.CreateTempSubdirectory("segment-rules-").FullName, "rules.yml");
        await File.WriteAllTextAsync(path, rules);
        try
        {
            var start = new ProcessStartInfo(promtool, ["check", "rules", path])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            using var tool = Process.Start(start)!;
            var error = tool.StandardError.ReadToEndAsync();
            var output = await tool.StandardOutput.ReadToEndAsync();
            await tool.WaitForExitAsync();
            return (tool.ExitCode, await error + output);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    /// <summary>The one block of the document that is a file of rules.</summary>
    private static string RulesOf(string document) => Block().Matches(document)
        .Select(match => match.Groups["rules"].Value)
        .Single(block => block.StartsWith("groups:", StringComparison.Ordinal));

    [GeneratedRegex("```yaml\n(?<rules>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Block();

    [GeneratedRegex("- alert: ", RegexOptions.None, 1_000)]
    private static partial Regex Alert();

    [GeneratedRegex("segmentpipeline_[a-z_]+", RegexOptions.None, 1_000)]
    private static partial Regex Series();

    [GeneratedRegex("`(?<name>segmentpipeline\\.[a-z_.]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Instrument();

    /// <summary>What Prometheus adds to the name of an instrument.</summary>
    [GeneratedRegex("(_seconds|_bytes|_ratio)?(_total)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Unit();
}
