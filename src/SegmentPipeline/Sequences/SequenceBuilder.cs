namespace SegmentPipeline;

/// <summary>Builds the playable sequence of a range from the segments that a walk through its hours offers, in time order.</summary>
/// <remarks>Source: semantics §3.</remarks>
internal sealed class SequenceBuilder(SelectionRequest request, long toleranceMicroseconds)
{
    private readonly List<Segment> _segments = [];
    private readonly List<SequenceHole> _holes = [];
    private SequenceRule _rule = new(request.Range.Start, request.Range.End, toleranceMicroseconds);

    /// <summary>Whether no further hour can change the sequence.</summary>
    internal bool IsStopped => _rule.IsStopped;

    /// <summary>Takes the next segment in time order, if the rule does.</summary>
    /// <exception cref="HoleException">There is a hole before it, and the policy forbids holes.</exception>
    internal void AddSegment(in Segment segment)
    {
        var step = _rule.AddSegment(segment.Start, segment.End, segment.Kind);
        if (step is SequenceStep.PassOver or SequenceStep.StopBefore) return;
        if (step == SequenceStep.AcceptAfterHole) AddHole();
        _segments.Add(segment);
    }

    /// <summary>Ends the sequence.</summary>
    /// <exception cref="HoleException">There is a hole at its end, and the policy forbids holes.</exception>
    internal SegmentSequence Finish(IReadOnlyList<UnreadableFinding> unreadable)
    {
        if (_rule.TrailingHole()) AddHole();
        return new SegmentSequence(request, _segments, _holes, unreadable);
    }

    private void AddHole()
    {
        var hole = new SequenceHole { Range = _rule.Hole.Range, Reason = _rule.Hole.Reason, BeforeSegment = _segments.Count };
        if (request.Holes == HolePolicy.Forbid) throw new HoleException(request.Stream, hole);
        _holes.Add(hole);
    }
}
