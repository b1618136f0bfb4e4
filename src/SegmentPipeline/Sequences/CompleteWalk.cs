namespace SegmentPipeline;

/// <summary>Offers the segments of the most complete sequence. Where none reaches over a moment, what comes before and what comes after do
/// not depend on each other, so only the segments between two such moments are held.</summary>
/// <remarks>Source: semantics §3, <c>complete</c>.</remarks>
internal sealed class CompleteWalk(SequenceBuilder builder, TimeRange range, long toleranceMicroseconds) : ISequenceWalk
{
    private readonly List<SequenceCandidate> _together = [];
    private readonly List<Segment> _behindRange = [];
    private long _greatestEnd = long.MinValue;

    /// <inheritdoc />
    public void AddHour(ReadHour hour)
    {
        var selected = hour.Segments.Entries;
        var superseded = hour.Superseded.Entries;
        var next = 0;
        for (var i = 0; i < selected.Length; i++)
        {
            for (; next < superseded.Length && superseded[next].StartMicroseconds <= selected[i].StartMicroseconds; next++)
                Add(hour.Superseded, next, isSelected: false);
            Add(hour.Segments, i, isSelected: true);
        }

        for (; next < superseded.Length; next++) Add(hour.Superseded, next, isSelected: false);
    }

    /// <inheritdoc />
    /// <remarks>What starts behind the range cannot make the sequence more complete, but it shows that no hole follows.</remarks>
    public void End()
    {
        Settle();
        foreach (var segment in _behindRange.TakeWhile(_ => !builder.IsStopped)) builder.AddSegment(segment);
    }

    private void Add(HourSegments hour, int index, bool isSelected)
    {
        ref readonly var entry = ref hour.Entries[index];
        var start = hour.Hour.Start.AddMicroseconds(entry.StartMicroseconds);
        var end = hour.Hour.Start.AddMicroseconds(entry.EndMicroseconds);
        if (range.IsEmpty ? start <= range.Start && range.Start < end : start < end && start < range.End && range.Start < end)
        {
            if (start.UnixMicroseconds >= _greatestEnd) Settle();
            _greatestEnd = Math.Max(_greatestEnd, end.UnixMicroseconds);
            _together.Add(
                new SequenceCandidate(start.UnixMicroseconds, end.UnixMicroseconds, entry.Kind, isSelected, new Segment(hour, index)));
        }
        else if (isSelected && start >= range.End && start.MicrosecondsSince(range.End) <= toleranceMicroseconds)
        {
            _behindRange.Add(new Segment(hour, index));
        }
    }

    /// <summary>Decides between the segments that are held.</summary>
    private void Settle()
    {
        if (_together.Count == 1) builder.AddSegment(_together[0].Segment);
        else if (_together.Count > 1 && range.IsEmpty) builder.AddSegment(_together.Aggregate(BetterAtOnce).Segment);
        else if (_together.Count > 1)
        {
            foreach (var segment in CompleteChain.Find([.. _together], range, toleranceMicroseconds)) builder.AddSegment(segment);
        }

        _together.Clear();
    }

    /// <summary>The better of two that are there at the one moment that counts.</summary>
    private static SequenceCandidate BetterAtOnce(SequenceCandidate left, SequenceCandidate right)
    {
        if (left.Kind != right.Kind) return left.Kind > right.Kind ? left : right;
        if (left.IsSelected != right.IsSelected) return left.IsSelected ? left : right;
        return left.IsNamedBefore(right) ? left : right;
    }
}
