namespace SegmentPipeline.Reports;

/// <summary>A range of a stream's window that is not wholly covered by full segments.</summary>
public readonly record struct CoverageSpan
{
    /// <summary>The range, not empty.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>How much of it is of which class; adds up to the range. As long as nothing had to be pooled it is of one class.</summary>
    public required ClassMicroseconds Microseconds { get; init; }
}
