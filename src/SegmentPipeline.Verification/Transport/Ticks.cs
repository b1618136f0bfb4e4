namespace SegmentPipeline;

/// <summary>The clock of a transport stream: 90,000 ticks a second, in 33 bits.</summary>
internal static class Ticks
{
    internal const long PerSecond = 90_000;

    /// <summary>After so many ticks the clock begins again.</summary>
    internal const long Wrap = 1L << 33;

    /// <summary>From one time to another by the shorter way round; positive if the other is later.</summary>
    internal static long Between(long from, long to)
    {
        var forward = Wrapped(to - from);
        return forward < Wrap / 2 ? forward : forward - Wrap;
    }

    /// <summary>A time in 33 bits.</summary>
    internal static long Wrapped(long ticks) => ticks & (Wrap - 1);

    /// <summary>Ticks as microseconds, rounded towards zero.</summary>
    internal static long ToMicroseconds(long ticks) => ticks * 100 / 9;
}
