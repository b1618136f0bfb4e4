namespace SegmentPipeline;

/// <summary>Counts the holes in the playable sequence of a window while its segments go by, also of a window whose end is
/// known only after the last of them.</summary>
/// <remarks>Source: semantics §3 and §4. An open window ends at the greatest selected end, so its sequence stops at the first accepted
/// segment that reaches that end; each segment that reaches further than all before it may turn out to be that one, and the count
/// as of then is kept.</remarks>
internal sealed class DiscontinuityCounter(Timestamp start, Timestamp latestEnd, bool isOpen, long toleranceMicroseconds)
{
    private SequenceRule _rule = new(start, latestEnd, toleranceMicroseconds);
    private Timestamp _greatestEnd = new(long.MinValue);
    private Timestamp _candidateEnd = new(long.MinValue);
    private long _candidateHoles;
    private long _holes;

    internal void AddSegment(Timestamp segmentStart, Timestamp segmentEnd, SegmentKind kind)
    {
        if (!_rule.IsStopped)
        {
            var holesBefore = _holes;
            var step = _rule.AddSegment(segmentStart, segmentEnd, kind);
            if (step == SequenceStep.AcceptAfterHole) _holes++;
            if (isOpen && segmentEnd > _candidateEnd) NoteCandidate(step, holesBefore, segmentStart, segmentEnd, kind);
        }

        _greatestEnd = Timestamp.Max(_greatestEnd, segmentEnd);
    }

    /// <summary>The count.</summary>
    /// <param name="windowEnd">Where the window has turned out to end.</param>
    internal long Finish(Timestamp windowEnd)
    {
        if (!isOpen || windowEnd >= latestEnd) return _holes + (_rule.HasTrailingHole(latestEnd) ? 1 : 0);
        return windowEnd == _candidateEnd ? _candidateHoles : _holes + 1;
    }

    private void NoteCandidate(SequenceStep step, long holesBefore, Timestamp segmentStart, Timestamp segmentEnd, SegmentKind kind)
    {
        if (step is not (SequenceStep.Accept or SequenceStep.AcceptAfterHole)) return;
        _candidateEnd = segmentEnd;

        // A segment without length at the very end starts where the window ends: the sequence stops before it, with a trailing hole.
        var wouldStopBefore = step == SequenceStep.AcceptAfterHole && segmentStart == segmentEnd && segmentStart >= _greatestEnd;
        _candidateHoles = wouldStopBefore ? holesBefore + 1 : _holes + (kind == SegmentKind.Full ? 0 : 1);
    }
}
