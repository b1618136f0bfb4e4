using System.Collections.Concurrent;
using System.Globalization;

namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Waits and when they were, from many threads.</summary>
internal sealed class Moments
{
    private readonly ConcurrentQueue<(long From, long To, double Milliseconds)> _moments = [];

    internal void Add(long from, long to, TimeSpan wait) => _moments.Enqueue((from, to, wait.TotalMilliseconds));

    internal void Clear() => _moments.Clear();

    /// <summary>The waits that touch one of the spans, in words.</summary>
    internal string During(IReadOnlyList<(long From, long To)> spans) => Words(_moments.Where(moment => Touches(moment, spans)));

    /// <summary>All others, in words.</summary>
    internal string Outside(IReadOnlyList<(long From, long To)> spans) => Words(_moments.Where(moment => !Touches(moment, spans)));

    private static bool Touches((long From, long To, double) moment, IReadOnlyList<(long From, long To)> spans) =>
        spans.Any(span => moment.From < span.To && span.From < moment.To);

    private static string Words(IEnumerable<(long, long, double Milliseconds)> moments)
    {
        var sorted = moments.Select(moment => moment.Milliseconds).Order().ToArray();
        return sorted.Length == 0
            ? "none"
            : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length * 99 / 100]:F1}, {sorted[^1]:F1} ms");
    }
}
