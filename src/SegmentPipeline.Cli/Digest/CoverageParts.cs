using System.Globalization;

namespace SegmentPipeline.Cli;

/// <summary>Coverage as a number, to say how it changed.</summary>
internal static class CoverageParts
{
    /// <summary>How many hundred-thousandths are covered of what should be; null if there is nothing to cover.</summary>
    internal static long? Of(ClassMicroseconds microseconds) =>
        microseconds.Measured == 0 ? null : (long)((Int128)microseconds.Covered * 100_000 / microseconds.Measured);

    /// <summary>By how many percentage points it changed: <c>+0.012</c>, <c>-1.200</c>, <c>=</c>; <c>new</c> if it was not there.</summary>
    internal static string Change(ClassMicroseconds now, ClassMicroseconds? before)
    {
        if (before is not { } then) return "new";
        if (Of(now) is not { } present || Of(then) is not { } past) return "–";
        var change = present - past;
        if (change == 0) return "=";
        return string.Create(
            CultureInfo.InvariantCulture, $"{(change < 0 ? '-' : '+')}{Math.Abs(change) / 1000}.{Math.Abs(change) % 1000:D3}");
    }
}
