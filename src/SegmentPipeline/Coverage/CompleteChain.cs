namespace SegmentPipeline;

/// <summary>Finds the most complete sequence that candidates make: weighted interval scheduling, from the last end back to the first
/// start, in n log n steps.</summary>
/// <remarks>Source: semantics §3, <c>complete</c>. For each candidate the best sequence that begins with it is found. Only the candidate
/// and its successor decide what a sequence may hold and what their shared time is worth, so the best of a candidate is its own worth and
/// the best of a successor.</remarks>
internal sealed class CompleteChain
{
    private static readonly SegmentKind[] Kinds = [SegmentKind.Partial, SegmentKind.Suspect, SegmentKind.Full];

    private readonly SequenceCandidate[] _candidates;
    private readonly TimeRange _range;
    private readonly long _tolerance;
    private readonly SequenceWorth[] _worth;
    private readonly int[] _next;
    private readonly BestOfPlaces[,] _sharing = new BestOfPlaces[4, 4];

    private CompleteChain(SequenceCandidate[] candidates, TimeRange range, long toleranceMicroseconds)
    {
        (_candidates, _range, _tolerance) = (candidates, range, toleranceMicroseconds);
        _worth = new SequenceWorth[candidates.Length];
        _next = new int[candidates.Length];
        foreach (var kind in Kinds)
        {
            foreach (var worse in Kinds.Where(worse => worse <= kind))
            {
                _sharing[(int)kind, (int)worse] = new BestOfPlaces(
                    candidates.Length, (left, right) => IsBetter(left, Shared(left, worse), right, Shared(right, worse)));
            }
        }
    }

    /// <summary>The sequence.</summary>
    /// <param name="candidates">One or more candidates that share time with the range, by start.</param>
    /// <param name="range">The range; it has a length.</param>
    /// <param name="toleranceMicroseconds">The tolerance.</param>
    internal static IEnumerable<Segment> Find(SequenceCandidate[] candidates, TimeRange range, long toleranceMicroseconds)
    {
        var chain = new CompleteChain(candidates, range, toleranceMicroseconds);
        for (var i = chain.Solve(); i != BestOfPlaces.None; i = chain._next[i]) yield return candidates[i].Segment;
    }

    /// <summary>The first of the best sequence.</summary>
    private int Solve()
    {
        var byEnd = Enumerable.Range(0, _candidates.Length).OrderByDescending(i => _candidates[i].End).ToArray();
        var byMiddle = Enumerable.Range(0, _candidates.Length).OrderByDescending(i => TwiceMiddle(i)).ToArray();
        var (behind, bestBehind, filled, first) = (_candidates.Length, BestOfPlaces.None, 0, BestOfPlaces.None);
        foreach (var i in byEnd)
        {
            var end = _candidates[i].End;
            while (behind > 0 && _candidates[behind - 1].Start >= end)
            {
                behind--;
                if (bestBehind == BestOfPlaces.None || IsBetter(behind, _worth[behind], bestBehind, _worth[bestBehind]))
                    bestBehind = behind;
            }

            // Two share at most half of the later one if the earlier one ends before its middle.
            for (; filled < byMiddle.Length && TwiceMiddle(byMiddle[filled]) >= 2 * end; filled++) Fill(byMiddle[filled]);
            Extend(i, behind, bestBehind);
            if (first == BestOfPlaces.None || IsBetter(i, _worth[i], first, _worth[first])) first = i;
        }

        return first;
    }

    /// <summary>Finds the successor of a candidate: one that starts behind its end, or one that shares some time with it.</summary>
    private void Extend(int i, int behind, int bestBehind)
    {
        ref readonly var candidate = ref _candidates[i];
        _next[i] = BestOfPlaces.None;
        _worth[i] = SequenceWorth.FromSegment(candidate, EndInRange(i) - StartInRange(i));
        if (candidate.End >= _range.End.UnixMicroseconds) return;
        var best = default(SequenceWorth);
        if (bestBehind != BestOfPlaces.None) (_next[i], best) = (bestBehind, _worth[bestBehind]);
        var from = FirstFrom(candidate.End - Math.Min(_tolerance, candidate.Duration / 2), behind);
        foreach (var kind in from < behind ? Kinds : [])
        {
            var worse = kind < candidate.Kind ? kind : candidate.Kind;
            var next = _sharing[(int)kind, (int)worse].Find(from, behind);
            if (next == BestOfPlaces.None) continue;
            var worth = Shared(next, worse) + SequenceWorth.FromTime(worse, -EndInRange(i));
            if (_next[i] == BestOfPlaces.None || IsBetter(next, worth, _next[i], best)) (_next[i], best) = (next, worth);
        }

        _worth[i] += best;
    }

    private void Fill(int i)
    {
        foreach (var worse in Kinds.Where(worse => worse <= _candidates[i].Kind)) _sharing[(int)_candidates[i].Kind, (int)worse].Fill(i);
    }

    /// <summary>What a sequence is worth behind one that reaches into it: the shared time is taken from the worse of the two, here up to
    /// its start.</summary>
    private SequenceWorth Shared(int i, SegmentKind worse) => _worth[i] + SequenceWorth.FromTime(worse, StartInRange(i));

    private bool IsBetter(int left, in SequenceWorth leftWorth, int right, in SequenceWorth rightWorth)
    {
        var byWorth = leftWorth.Against(rightWorth);
        return byWorth != 0 ? byWorth > 0 : _candidates[left].IsNamedBefore(_candidates[right]);
    }

    /// <summary>The first candidate of those before a place that starts at a moment or later.</summary>
    private int FirstFrom(long moment, int before)
    {
        var (low, high) = (0, before);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_candidates[middle].Start < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private long TwiceMiddle(int i) => _candidates[i].Start + _candidates[i].End;

    /// <summary>Measured from the start of the range.</summary>
    private long StartInRange(int i) => Math.Max(0, _candidates[i].Start - _range.Start.UnixMicroseconds);

    private long EndInRange(int i) =>
        Math.Min(_candidates[i].End, _range.End.UnixMicroseconds) - _range.Start.UnixMicroseconds;
}
