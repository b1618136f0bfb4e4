namespace SegmentPipeline.Synthesis;

/// <summary>A segment about to become a file.</summary>
/// <param name="Start">Its first moment; says in which hour the file lies.</param>
/// <param name="DurationMicroseconds">Its length.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="SizeBytes">Size of the file.</param>
/// <param name="Copy">Tells files of the same start apart; their contents differ.</param>
internal readonly record struct SegmentDraft(
    Timestamp Start, long DurationMicroseconds, SegmentKind Kind, long SizeBytes, int Copy = 0)
{
    /// <summary>The first moment after it.</summary>
    internal Timestamp End => Start.AddMicroseconds(DurationMicroseconds);
}
