namespace SegmentPipeline;

/// <summary>Division that rounds towards the past, also before the epoch.</summary>
internal static class FloorDivision
{
    /// <summary>The quotient, rounded down.</summary>
    /// <param name="value">What is divided.</param>
    /// <param name="divisor">By what; positive.</param>
    internal static long Divide(long value, long divisor) => value / divisor - (value % divisor < 0 ? 1 : 0);
}
