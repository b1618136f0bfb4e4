using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>The series that the documents say a host gives, as Prometheus names them.</summary>
internal static partial class DocumentedSeries
{
    private static readonly HashSet<string> Known =
        [.. Instrument().Matches(ProjectFiles.Read("docs/metrics.md") + ProjectFiles.Read("docs/fleet.md")).Select(match => match.Groups["name"].Value.Replace('.', '_'))];

    /// <summary>The series that a text asks for and that nobody gives.</summary>
    /// <param name="text">Rules or queries.</param>
    /// <param name="atLeast">So many different ones it must ask for.</param>
    internal static IEnumerable<string> UnknownIn(string text, int atLeast)
    {
        var asked = Series().Matches(text).Select(match => match.Value).Distinct().ToList();
        Assert.That(asked, Has.Count.GreaterThanOrEqualTo(atLeast));
        return asked.Where(series => !Known.Contains(series) && !Known.Contains(Ending().Replace(series, "")));
    }

    [GeneratedRegex("segmentpipeline_[a-z_]+", RegexOptions.None, 1_000)]
    private static partial Regex Series();

    [GeneratedRegex(@"\| `(?<name>segmentpipeline\.[a-z.]+)` \|", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Instrument();

    [GeneratedRegex("(_seconds|_bytes)?(_total|_bucket)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Ending();
}
