namespace SegmentPipeline;

/// <summary>A segment that a sequence may hold, in microseconds since 1970.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="End">The first moment after it; later than the start.</param>
/// <param name="Kind">The kind it counts as.</param>
/// <param name="IsSelected">Whether it is the best of its start.</param>
/// <param name="Segment">The segment.</param>
internal readonly record struct SequenceCandidate(long Start, long End, SegmentKind Kind, bool IsSelected, Segment Segment)
{
    internal long Duration => End - Start;

    /// <summary>Whether it comes before another by the bytes of <c>HOUR/NAME</c>.</summary>
    internal bool IsNamedBefore(in SequenceCandidate other)
    {
        var byHour = Segment.Hour.CompareTo(other.Segment.Hour);
        return byHour != 0 ? byHour < 0 : Segment.NameUtf8.SequenceCompareTo(other.Segment.NameUtf8) < 0;
    }
}
