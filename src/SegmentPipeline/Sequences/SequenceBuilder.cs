namespace SegmentPipeline;

/// <summary>Builds the playable sequence of a range from the selected segments of its hours, in time order.</summary>
/// <remarks>Source: semantics §3.</remarks>
internal sealed class SequenceBuilder(StreamId stream, TimeRange range, long toleranceMicroseconds, HolePolicy policy)
{
    private readonly List<Segment> _segments = [];
    private readonly List<SequenceHole> _holes = [];
    private SequenceRule _rule = new(range.Start, range.End, toleranceMicroseconds);

    /// <summary>Whether no further hour can change the sequence.</summary>
    internal bool IsStopped => _rule.IsStopped;

    /// <summary>Takes the next hour.</summary>
    /// <exception cref="HoleException">There is a hole, and the policy forbids holes.</exception>
    internal void AddHour(HourSegments hour)
    {
        var hourStart = hour.Hour.Start;
        var entries = hour.Entries;
        for (var i = 0; i < entries.Length && !_rule.IsStopped; i++)
        {
            ref readonly var entry = ref entries[i];
            var step = _rule.AddSegment(
                hourStart.AddMicroseconds(entry.StartMicroseconds), hourStart.AddMicroseconds(entry.EndMicroseconds), entry.Kind);
            if (step == SequenceStep.AcceptAfterHole) AddHole();
            if (step is SequenceStep.Accept or SequenceStep.AcceptAfterHole) _segments.Add(new Segment(hour, i));
        }
    }

    /// <summary>Ends the sequence.</summary>
    /// <exception cref="HoleException">There is a hole at its end, and the policy forbids holes.</exception>
    internal SegmentSequence Finish(IReadOnlyList<UnreadableFinding> unreadable)
    {
        if (_rule.TrailingHole()) AddHole();
        return new SegmentSequence(stream, range, _segments, _holes, unreadable);
    }

    private void AddHole()
    {
        var hole = new SequenceHole { Range = _rule.Hole.Range, Reason = _rule.Hole.Reason, BeforeSegment = _segments.Count };
        if (policy == HolePolicy.Forbid) throw new HoleException(stream, hole);
        _holes.Add(hole);
    }
}
