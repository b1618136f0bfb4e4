namespace SegmentPipeline.Testing;

/// <summary>The most complete sequence of a range, by the letter of semantics §3: every set of candidates is looked at.</summary>
/// <remarks>For a dozen candidates at most.</remarks>
internal sealed class NaiveCompleteSequence(long start, long end, long tolerance)
{
    private static readonly SegmentKind[] BestFirst = [SegmentKind.Full, SegmentKind.Suspect, SegmentKind.Partial];

    /// <summary>What is played, holes included.</summary>
    /// <param name="hours">The hours of the stream; those that the range does not ask for are passed over.</param>
    internal List<NaiveSequence.Item> Of(IEnumerable<NaiveHour> hours)
    {
        var read = hours.Where(h => h.Start >= new Timestamp(start).Hour.Previous.Start.UnixMicroseconds && h.Start <= end).ToList();
        var selected = read.SelectMany(h => h.Selected).ToList();
        var candidates = read
            .SelectMany(h => h.Fates.Where(f => f.Value is "selected" or "superseded").Select(f => h.Segment(f.Key)))
            .Where(IsCandidate)
            .OrderBy(s => s.Start)
            .ToList();
        var best = Sets(candidates).Where(IsSequence).Aggregate((List<NaiveSegment>)[], (a, b) => IsBetter(b, a, selected) ? b : a);

        // What follows the range shows that there is no hole; it is gone through as ever.
        var behind = best.Count == 0 || start >= end ? [] : selected.Where(s => s.Start >= end);
        return NaiveSequence.Of(best.Concat(behind), start, end, tolerance);
    }

    private bool IsCandidate(NaiveSegment segment) => start < end
        ? Math.Max(segment.Start, start) < Math.Min(segment.End, end)
        : segment.Start <= start && start < segment.End;

    private static IEnumerable<List<NaiveSegment>> Sets(List<NaiveSegment> candidates)
    {
        for (var set = 0; set < 1 << candidates.Count; set++)
            yield return [.. candidates.Where((_, place) => (set >> place & 1) != 0)];
    }

    private bool IsSequence(List<NaiveSegment> set) => set.Zip(set.Skip(1)).All(two =>
    {
        var shared = two.First.End - two.Second.Start;
        return two.First.End < end
            && shared <= tolerance
            && (shared <= 0 || (2 * shared <= two.First.Duration && 2 * shared <= two.Second.Duration));
    });

    private bool IsBetter(List<NaiveSegment> left, List<NaiveSegment> right, List<NaiveSegment> selected)
    {
        var byWorth = Worth(left, selected).Zip(Worth(right, selected), (a, b) => a.CompareTo(b)).FirstOrDefault(c => c != 0);
        if (byWorth != 0) return byWorth > 0;
        return left.Zip(right, (a, b) => string.CompareOrdinal(b.Path, a.Path)).FirstOrDefault(c => c != 0) > 0;
    }

    /// <summary>The figures that count, the first one first; more is better.</summary>
    private long[] Worth(List<NaiveSegment> set, List<NaiveSegment> selected) =>
    [
        .. start < end ? BestFirst.Select(kind => Time(set, kind)) : BestFirst.Select(kind => (long)set.Count(s => s.Kind == kind)),
        -set.Count,
        set.Count(s => selected.Any(best => best.Path == s.Path)),
    ];

    /// <summary>Microseconds of the range of which this is the best kind that covers them.</summary>
    private long Time(List<NaiveSegment> set, SegmentKind kind)
    {
        var places = set.SelectMany(s => new[] { s.Start, s.End }).Append(start).Append(end)
            .Where(place => start <= place && place <= end).Distinct().Order().ToList();
        return places.Zip(places.Skip(1)).Where(piece => BestIn(piece) == kind).Sum(piece => piece.Second - piece.First);

        SegmentKind BestIn((long Start, long End) piece) =>
            set.Where(s => s.Start <= piece.Start && piece.End <= s.End).Select(s => s.Kind).DefaultIfEmpty().Max();
    }
}
