namespace SegmentPipeline;

/// <summary>How a window turned out; the default if there is none.</summary>
internal readonly record struct WindowResult(TimeRange? Window, ClassMicroseconds Microseconds, long Discontinuities, Timestamp? LastEnd)
{
    /// <summary>What was expected of it; null if that was everything.</summary>
    internal ExpectationRecord? Expected { get; init; }
}
