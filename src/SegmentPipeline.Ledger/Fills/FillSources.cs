namespace SegmentPipeline.Ledger;

/// <summary>Gathers what a filling publishes, in whatever order it comes, as ranges that one replica gave without a gap. Bounded: what does
/// not fit is counted, and which time it covers is not kept.</summary>
/// <param name="tolerance">The largest gap between two segments that is none.</param>
public sealed class FillSources(TimeSpan tolerance)
{
    /// <summary>So many ranges are kept of one filling.</summary>
    public const int Most = 10_000;

    private readonly long _tolerance = tolerance.Ticks / TimeSpan.TicksPerMicrosecond;
    private readonly Dictionary<(StreamId Stream, string Replica), List<Part>> _parts = [];
    private int _count;
    private long _leftOut;

    /// <summary>How many ranges there are, with those that are not kept.</summary>
    public long Count => _count + _leftOut;

    /// <summary>Takes a segment that was published.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="range">What the segment covers.</param>
    /// <param name="replica">Who gave it.</param>
    public void Add(StreamId stream, TimeRange range, string replica)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(replica);
        if (range.IsEmpty) return;
        if (!_parts.TryGetValue((stream, replica), out var parts)) _parts.Add((stream, replica), parts = []);
        var (from, to) = Touching(parts, range);
        if (from == to && _count >= Most)
        {
            _leftOut++;
            return;
        }

        var joined = new Part(range, 1);
        for (var at = from; at < to; at++)
            joined = new Part(Hull(joined.Range, parts[at].Range), joined.Segments + parts[at].Segments);
        parts.RemoveRange(from, to - from);
        parts.Insert(from, joined);
        _count += 1 - (to - from);
    }

    /// <summary>The ranges, by stream, start and replica.</summary>
    public IReadOnlyList<LedgerFillSource> ToList() =>
    [
        .. _parts
            .SelectMany(one => one.Value.Select(part => new LedgerFillSource
            {
                Stream = one.Key.Stream,
                Range = part.Range,
                Replica = one.Key.Replica,
                Segments = part.Segments,
            }))
            .OrderBy(source => source.Stream)
            .ThenBy(source => source.Range.Start)
            .ThenBy(source => source.Replica, StringComparer.Ordinal),
    ];

    /// <summary>The parts that overlap a range or touch it; where it would stand, if there are none.</summary>
    private (int From, int To) Touching(List<Part> parts, TimeRange range)
    {
        var (low, high) = (0, parts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (parts[middle].Range.End.AddMicroseconds(_tolerance) < range.Start) low = middle + 1;
            else high = middle;
        }

        var to = low;
        while (to < parts.Count && parts[to].Range.Start <= range.End.AddMicroseconds(_tolerance)) to++;
        return (low, to);
    }

    private static TimeRange Hull(TimeRange left, TimeRange right) =>
        new(Timestamp.Min(left.Start, right.Start), Timestamp.Max(left.End, right.End));

    private readonly record struct Part(TimeRange Range, long Segments);
}
