using System.Globalization;

namespace SegmentPipeline.Benchmarks;

/// <summary>How long scrapes took from the moment they were due.</summary>
internal sealed class ScrapeDelays(IEnumerable<TimeSpan> delays, double auditsPerSecond)
{
    private readonly double[] _sorted = [.. delays.Select(delay => delay.TotalMilliseconds).Order()];

    internal double AuditsPerSecond => auditsPerSecond;

    internal double LongestMilliseconds => _sorted[^1];

    /// <summary>A row of the table.</summary>
    internal string RowOf(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {_sorted.Length} | {At(0.5):F1} | {At(0.99):F1} | {LongestMilliseconds:F1} | {AuditsPerSecond:F1} |");

    /// <summary>The smallest delay that this share does not exceed.</summary>
    private double At(double share) => _sorted[(int)Math.Ceiling(share * _sorted.Length) - 1];
}
