using System.Globalization;

namespace SegmentPipeline;

/// <summary>How a <see cref="Timestamp"/> is written and read.</summary>
internal static class TimestampText
{
    /// <summary>What to write, for messages.</summary>
    internal const string Expected = "write 2026-03-28T22:00:02.01Z, any offset, or an hour 2026-03-28T22";

    private const string NoTime = "is not a time; " + Expected;
    private const int DateLength = 10;
    private const int UsualLength = 27;
    private const long MicrosecondsPerDay = 24 * Timestamp.MicrosecondsPerHour;

    /// <summary>Writes RFC 3339 in UTC with six fraction digits. Works beyond the year 9999, where hostile hours may lead.</summary>
    internal static bool TryFormat(Timestamp value, Span<char> destination, out int written)
    {
        var days = FloorDivision.Divide(value.UnixMicroseconds, MicrosecondsPerDay);
        var (year, month, day) = CivilDate.FromDays((int)days);
        var (seconds, microseconds) = Math.DivRem(
            value.UnixMicroseconds - days * MicrosecondsPerDay, Timestamp.MicrosecondsPerSecond);
        if (year is >= 0 and <= 9999 && destination.Length >= UsualLength)
        {
            written = UsualLength;
            Write(destination, year, month, day, (int)seconds, (int)microseconds);
            return true;
        }

        return destination.TryWrite(
            CultureInfo.InvariantCulture,
            $"{year:D4}-{month:D2}-{day:D2}T{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}.{microseconds:D6}Z",
            out written);
    }

    /// <summary>The same for years of four digits, of which reports have hundreds of thousands.</summary>
    private static void Write(Span<char> text, int year, int month, int day, int seconds, int microseconds)
    {
        "0000-00-00T00:00:00.000000Z".CopyTo(text);
        WriteDigits(text[..4], year);
        WriteDigits(text[5..7], month);
        WriteDigits(text[8..10], day);
        WriteDigits(text[11..13], seconds / 3600);
        WriteDigits(text[14..16], seconds / 60 % 60);
        WriteDigits(text[17..19], seconds % 60);
        WriteDigits(text[20..26], microseconds);
    }

    private static void WriteDigits(Span<char> digits, int number)
    {
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10) digits[i] = (char)('0' + number % 10);
    }

    internal static bool TryParse(ReadOnlySpan<char> text, out Timestamp value) => FaultOf(text, out value) is null;

    /// <summary>Reads a date, an hour, or a date and a time of day, in UTC unless an offset says otherwise.</summary>
    /// <returns>What is wrong with the text, to stand behind it; null if it is a time.</returns>
    internal static string? FaultOf(ReadOnlySpan<char> text, out Timestamp value)
    {
        value = default;
        if (text.Length < DateLength || !TryDate(text[..DateLength], out var date)) return NoTime;
        if (date is not { } midnight) return "has no such day in the years 0001 to 9999";
        var rest = text[DateLength..];
        if (rest.IsEmpty)
        {
            value = midnight;
            return null;
        }

        if (rest[0] is not ('T' or 't' or ' ') || !TryTwoDigits(rest[1..], out var hour)) return NoTime;
        if (hour > 23) return $"has the hour {hour}; hours end with 23, and what follows is 00 of the next day";
        var isHour = rest.Length == 3;
        if (isHour && rest[0] != 'T') return NoTime;
        var fault = TimeFaultOf(rest[3..], out var microseconds);
        if (fault is not null) return fault;
        var moment = midnight.AddMicroseconds(hour * Timestamp.MicrosecondsPerHour + microseconds);
        if (moment.Hour < Hour.Earliest || moment.Hour > Hour.Latest) return "lies outside the years 0001 to 9999";
        value = moment;
        return null;
    }

    /// <summary>Reads what follows the hour: nothing, or minutes, seconds, a fraction and an offset. Gives the microseconds since the
    /// hour.</summary>
    private static string? TimeFaultOf(ReadOnlySpan<char> rest, out long microseconds)
    {
        microseconds = 0;
        if (rest.IsEmpty) return null;
        if (rest[0] != ':' || !TryTwoDigits(rest[1..], out var minute)) return NoTime;
        if (minute > 59) return $"has the minute {minute}; minutes end with 59";
        rest = rest[3..];
        var second = 0;
        var fraction = 0L;
        if (!rest.IsEmpty && rest[0] == ':')
        {
            if (!TryTwoDigits(rest[1..], out second)) return NoTime;
            if (second == 60) return "has the second 60; leap seconds are not counted, seconds end with 59";
            if (second > 59) return $"has the second {second}; seconds end with 59";
            rest = rest[3..];
            if (FractionFaultOf(ref rest, out fraction) is { } fault) return fault;
        }

        if (!TryOffset(rest, out var offsetMinutes)) return NoTime;
        microseconds = ((minute - offsetMinutes) * 60L + second) * Timestamp.MicrosecondsPerSecond + fraction;
        return null;
    }

    /// <summary>Whether a text is written like a date; no date if there is no such day.</summary>
    private static bool TryDate(ReadOnlySpan<char> text, out Timestamp? midnight)
    {
        midnight = null;
        for (var i = 0; i < DateLength; i++)
        {
            if (i is 4 or 7 ? text[i] != '-' : !char.IsAsciiDigit(text[i])) return false;
        }

        if (Hour.TryParse($"{text}T00", out var hour)) midnight = hour.Start;
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
    private static string? FractionFaultOf(ref ReadOnlySpan<char> rest, out long microseconds)
    {
        microseconds = 0;
        if (rest.IsEmpty || rest[0] != '.') return null;
        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = rest.Length - 1;
        if (digits == 0) return NoTime;
        for (var i = 0; i < digits; i++)
        {
            var digit = rest[1 + i] - '0';
            if (i < 6) microseconds = microseconds * 10 + digit;
            else if (digit != 0) return "is finer than a microsecond; digits after the sixth must be 0";
        }

        for (var i = digits; i < 6; i++) microseconds *= 10;
        rest = rest[(1 + digits)..];
        return null;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "" or "Z" or "z" or " UTC") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return false;
        if (!TryTwoDigits(text[1..], out var hours) || !TryTwoDigits(text[4..], out minutes)) return false;
        if (hours > 23 || minutes > 59) return false;
        minutes = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
