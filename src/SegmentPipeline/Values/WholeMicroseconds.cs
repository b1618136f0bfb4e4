using System.Globalization;

namespace SegmentPipeline;

/// <summary>The rule for durations that a caller gives: whole microseconds, none negative. What is finer is refused, not rounded.</summary>
internal static class WholeMicroseconds
{
    /// <summary>What is wrong with a duration, as a sentence; null if nothing is.</summary>
    /// <param name="name">What the duration is called.</param>
    /// <param name="value">The duration.</param>
    internal static string? FaultOf(string name, TimeSpan value)
    {
        var microseconds = (value.Ticks / (decimal)TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
        if (value < TimeSpan.Zero) return $"the {name} must not be negative, but is {microseconds} µs";
        return value.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? null : $"the {name} must be whole microseconds, but is {microseconds} µs";
    }

    /// <summary>Refuses a duration that breaks the rule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does; the message says how.</exception>
    internal static void ThrowIfNot(TimeSpan value, string name, string parameter)
    {
        if (FaultOf(name, value) is { } fault) throw new ArgumentOutOfRangeException(parameter, value, fault);
    }
}
