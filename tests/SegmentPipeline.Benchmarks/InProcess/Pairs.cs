using System.Diagnostics;
using System.Globalization;

namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Durations of two things done in turn. The median of the pairs' ratios holds when the machine's speed drifts.</summary>
internal sealed class Pairs
{
    private readonly List<(double Measured, double Against)> _milliseconds = [];

    internal void Add(TimeSpan measured, TimeSpan against) => _milliseconds.Add((measured.TotalMilliseconds, against.TotalMilliseconds));

    /// <summary>How long something takes.</summary>
    internal static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>A row of a table: what, against what, ratio, target, both durations.</summary>
    internal string Row(string what, string against, string target) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {against} | {Median(_milliseconds.Select(pair => pair.Measured / pair.Against)):F3} | {target} | {Median(_milliseconds.Select(pair => pair.Measured)):F2} ms | {Median(_milliseconds.Select(pair => pair.Against)):F2} ms |");
}
