using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>The alert rules in <c>observability</c>: Prometheus takes them, each is shown firing and silent, and they ask for series that a
/// host gives.</summary>
internal sealed partial class AlertRuleTests
{
    private static readonly string Rules = ProjectFiles.Read("observability/alerts.yml");
    private static readonly string Tests = ProjectFiles.Read("observability/alerts.test.yml");

    private static List<string> Names => [.. Alert().Matches(Rules).Select(match => match.Groups["name"].Value)];

    [Test]
    public async Task Rules_FireWhenTheyShould_AndElseDoNot()
    {
        var (exitCode, output) = await Promtool.RunAsync(("alerts.yml", Rules), ("alerts.test.yml", Tests), "test", "rules");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("SUCCESS"));
    }

    /// <remarks>A rule that no test names passes any test.</remarks>
    [Test]
    public void Rules_AreShownFiring_AndSilent()
    {
        var shown = Shown().Matches(Tests).ToLookup(match => match.Groups["name"].Value, match => match.Groups["none"].Success);

        Assert.That(shown.Select(alert => alert.Key), Is.EquivalentTo(Names));
        foreach (var name in Names) Assert.That(shown[name], Is.EquivalentTo([true, false]), name);
    }

    [Test]
    public async Task Rules_WithAFault_AreRefused()
    {
        var broken = Rules.Replace("min_over_time(", "max_over_time(", StringComparison.Ordinal);

        var (exitCode, output) = await Promtool.RunAsync(("alerts.yml", broken), ("alerts.test.yml", Tests), "test", "rules");

        Assert.That(exitCode, Is.Not.Zero, output);
    }

    /// <remarks>A rule on a series that nobody writes never fires, and no check of Prometheus says so.</remarks>
    [Test]
    public void Rules_AskForDocumentedMetrics() => Assert.That(DocumentedSeries.UnknownIn(Rules, atLeast: 15), Is.Empty);

    [GeneratedRegex("- alert: (?<name>\\w+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Alert();

    [GeneratedRegex("alertname: (?<name>\\w+)\\n +eval_time: \\w+\\n +exp_alerts:(?<none> \\[\\])?", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Shown();
}
