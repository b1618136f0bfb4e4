using System.Buffers;
using System.Globalization;

namespace SegmentPipeline;

/// <summary>Durations as people write them: <c>250us</c>, <c>10ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>, or a plain <c>0</c>.</summary>
internal static class DurationText
{
    internal const string Expected = "write 250us, 10ms, 1.5s, 2m or 1h";

    // Longer than any archive, and far from overflow in every sum an audit makes.
    private const long LongestMicroseconds = 1_000_000L * Timestamp.MicrosecondsPerHour;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration exactly; what is finer than a microsecond is refused, not rounded.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out long microseconds)
    {
        microseconds = 0;
        if (text is "0") return true;
        var unitAt = text.IndexOfAnyExcept(NumberCharacters);
        if (unitAt <= 0 || UnitMicroseconds(text[unitAt..]) is not { } unit) return false;
        var number = text[..unitAt];
        var pointAt = number.IndexOf('.');
        var whole = pointAt < 0 ? number : number[..pointAt];
        if (whole.IsEmpty || !TryWhole(whole, LongestMicroseconds / unit, out var count)) return false;
        microseconds = count * unit;
        if (pointAt < 0) return true;
        if (!TryFraction(number[(pointAt + 1)..], unit, out var fraction)) return false;
        microseconds += fraction;
        return true;
    }

    /// <summary>Reads what the platform writes for a span of time, <c>[d.]hh:mm:ss[.ffffff]</c>, exactly and not negative.</summary>
    internal static bool TryParseSpan(ReadOnlySpan<char> text, out long microseconds)
    {
        microseconds = 0;
        if (!text.Contains(':') || !TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span)) return false;
        if (span < TimeSpan.Zero || span.Ticks % TimeSpan.TicksPerMicrosecond != 0) return false;
        microseconds = span.Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds <= LongestMicroseconds;
    }

    private static long? UnitMicroseconds(ReadOnlySpan<char> unit) => unit switch
    {
        "us" or "µs" => 1,
        "ms" => 1_000,
        "s" => Timestamp.MicrosecondsPerSecond,
        "m" => 60 * Timestamp.MicrosecondsPerSecond,
        "h" => Timestamp.MicrosecondsPerHour,
        _ => null,
    };

    private static bool TryWhole(ReadOnlySpan<char> digits, long greatest, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            value = value * 10 + (digit - '0');
            if (value > greatest) return false;
        }

        return true;
    }

    /// <summary>The digits after the point, as a part of the unit: each digit takes a tenth of what the one before it stood for.</summary>
    private static bool TryFraction(ReadOnlySpan<char> digits, long unit, out long microseconds)
    {
        microseconds = 0;
        if (digits.IsEmpty || digits.Contains('.')) return false;
        var significant = digits.TrimEnd('0');
        if (significant.Length > 10 || !TryWhole(significant, long.MaxValue / 100, out var value)) return false;
        var scale = 1L;
        for (var i = 0; i < significant.Length; i++) scale *= 10;
        var product = (Int128)value * unit;
        if (product % scale != 0) return false;
        microseconds = (long)(product / scale);
        return true;
    }
}
