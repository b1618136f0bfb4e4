namespace SegmentPipeline.Synthesis;

/// <summary>A segment as a recorder without faults would have written it.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="DurationMicroseconds">Its length.</param>
internal readonly record struct RecorderSegment(Timestamp Start, long DurationMicroseconds)
{
    /// <summary>The first moment after it, in which the next one starts.</summary>
    internal Timestamp End => Start.AddMicroseconds(DurationMicroseconds);
}
