using System.Globalization;

namespace SegmentPipeline;

/// <summary>How a <see cref="Timestamp"/> is written and read.</summary>
internal static class TimestampText
{
    private const long MicrosecondsPerDay = 24 * Timestamp.MicrosecondsPerHour;

    /// <summary>Writes RFC 3339 in UTC with six fraction digits. Works beyond the year 9999, where hostile hours may lead.</summary>
    internal static bool TryFormat(Timestamp value, Span<char> destination, out int written)
    {
        var days = CivilDate.FloorDivide(value.UnixMicroseconds, MicrosecondsPerDay);
        var (year, month, day) = CivilDate.FromDays((int)days);
        var (seconds, microseconds) = Math.DivRem(
            value.UnixMicroseconds - days * MicrosecondsPerDay, Timestamp.MicrosecondsPerSecond);
        return destination.TryWrite(
            CultureInfo.InvariantCulture,
            $"{year:D4}-{month:D2}-{day:D2}T{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}.{microseconds:D6}Z",
            out written);
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out Timestamp value)
    {
        value = default;
        if (text.Length < Hour.TextLength || text[10] is not ('T' or 't' or ' ')) return false;
        if (!Hour.TryParse(text[..Hour.TextLength], out var hour)) return false;
        if (text.Length == Hour.TextLength)
        {
            value = hour.Start;
            return text[10] == 'T';
        }

        var rest = text[Hour.TextLength..];
        if (rest.Length < 7 || rest[0] != ':' || rest[3] != ':') return false;
        if (!TryTwoDigits(rest[1..], out var minute) || !TryTwoDigits(rest[4..], out var second)) return false;
        if (minute > 59 || second > 59) return false;
        rest = rest[6..];
        if (!TryFraction(ref rest, out var fractionMicroseconds) || !TryOffset(rest, out var offsetMinutes)) return false;
        var moment = hour.Start.AddMicroseconds(
            ((minute - offsetMinutes) * 60L + second) * Timestamp.MicrosecondsPerSecond + fractionMicroseconds);
        if (moment.Hour < Hour.Earliest || moment.Hour > Hour.Latest) return false;
        value = moment;
        return true;
    }

    private static bool TryTwoDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1])) return false;
        value = (text[0] - '0') * 10 + (text[1] - '0');
        return true;
    }

    /// <summary>Takes <c>.f</c> off the front of <paramref name="rest"/>; digits beyond the sixth must be zeros.</summary>
    private static bool TryFraction(ref ReadOnlySpan<char> rest, out long microseconds)
    {
        microseconds = 0;
        if (rest.IsEmpty || rest[0] != '.') return true;
        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0) return false;
        for (var i = 0; i < digits; i++)
        {
            var digit = rest[1 + i] - '0';
            if (i < 6) microseconds = microseconds * 10 + digit;
            else if (digit != 0) return false;
        }

        for (var i = digits; i < 6; i++) microseconds *= 10;
        rest = rest[(1 + digits)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return false;
        if (!TryTwoDigits(text[1..], out var hours) || !TryTwoDigits(text[4..], out minutes)) return false;
        if (hours > 23 || minutes > 59) return false;
        minutes = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
