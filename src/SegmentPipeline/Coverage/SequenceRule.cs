namespace SegmentPipeline;

/// <summary>What the playable sequence does with the next segment.</summary>
internal enum SequenceStep : byte
{
    /// <summary>Nothing: it lies before the range, or overlaps the last accepted one.</summary>
    PassOver,

    /// <summary>It is next, contiguous.</summary>
    Accept,

    /// <summary>It is next, after a hole.</summary>
    AcceptAfterHole,

    /// <summary>There would be a hole, and the range ends before the segment starts: the sequence ends without it.</summary>
    StopBefore,
}

/// <summary>The rule of the playable sequence of a range, one segment at a time, in time order.</summary>
/// <remarks>Source: semantics §3. The one place where it stands: selections and discontinuities both go through it.</remarks>
internal struct SequenceRule(Timestamp start, Timestamp end, long toleranceMicroseconds)
{
    private bool _hasLast;
    private Timestamp _lastEnd;
    private SegmentKind _lastKind;

    /// <summary>Whether no further segment can change the sequence.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>The bounds and the reason of the hole that the last step or <see cref="TrailingHole"/> told of.</summary>
    internal (TimeRange Range, HoleReason Reason) Hole { get; private set; }

    /// <summary>Takes the next segment.</summary>
    internal SequenceStep AddSegment(Timestamp segmentStart, Timestamp segmentEnd, SegmentKind kind)
    {
        var step = _hasLast ? After(segmentStart) : First(segmentStart, segmentEnd);
        if (step == SequenceStep.StopBefore) IsStopped = true;
        if (step is not (SequenceStep.Accept or SequenceStep.AcceptAfterHole)) return step;
        _hasLast = true;
        _lastEnd = segmentEnd;
        _lastKind = kind;
        IsStopped = end <= segmentEnd;
        return step;
    }

    /// <summary>Whether the sequence, ended here, ends with a hole before <paramref name="rangeEnd"/>.</summary>
    internal bool HasTrailingHole(Timestamp rangeEnd) =>
        !_hasLast || _lastKind != SegmentKind.Full || _lastEnd < rangeEnd;

    /// <summary>The hole that ends the sequence, if one does.</summary>
    internal bool TrailingHole()
    {
        if (!HasTrailingHole(end)) return false;
        Hole = _hasLast
            ? (TimeRange.Unordered(_lastEnd, end), HoleReason.Trailing)
            : (TimeRange.Unordered(start, end), HoleReason.Empty);
        return true;
    }

    private SequenceStep First(Timestamp segmentStart, Timestamp segmentEnd)
    {
        if (segmentStart <= start) return start < segmentEnd ? SequenceStep.Accept : SequenceStep.PassOver;
        if (segmentStart >= end) return SequenceStep.PassOver;
        Hole = (new TimeRange(start, segmentStart), HoleReason.Leading);
        return SequenceStep.AcceptAfterHole;
    }

    private SequenceStep After(Timestamp segmentStart)
    {
        var gap = segmentStart.MicrosecondsSince(_lastEnd);
        if (gap < -toleranceMicroseconds) return SequenceStep.PassOver;
        var isAfterPartial = _lastKind != SegmentKind.Full;
        if (!isAfterPartial && gap <= toleranceMicroseconds) return SequenceStep.Accept;
        if (segmentStart >= end) return SequenceStep.StopBefore;
        Hole = (TimeRange.Unordered(_lastEnd, segmentStart), isAfterPartial ? HoleReason.AfterPartial : HoleReason.Gap);
        return SequenceStep.AcceptAfterHole;
    }
}
