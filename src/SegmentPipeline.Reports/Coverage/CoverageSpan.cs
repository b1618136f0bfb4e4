namespace SegmentPipeline.Reports;

/// <summary>A range of a stream's window that is not wholly covered by full segments.</summary>
/// <param name="Range">The range, not empty.</param>
/// <param name="Microseconds">How much of it is of which class; adds up to the range. As long as nothing had to be pooled it is of one
/// class.</param>
public readonly record struct CoverageSpan(TimeRange Range, ClassMicroseconds Microseconds);
