namespace SegmentPipeline;

/// <summary>Reads <c>TIME-DURATION-TYPE-HASH.ts</c> from bytes, without allocating and without throwing.</summary>
/// <remarks>Source: semantics §1.</remarks>
internal static class SegmentNameParser
{
    private const int MostStemLength = 252;
    private const uint MostDurationMicroseconds = 3_600_000_000;
    private const uint MostDurationSeconds = 3600;

    private static readonly uint[] MicrosecondsOfDigit = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Reads a name into everything of <paramref name="entry"/> but its place in the names.</summary>
    /// <param name="stem">The name without <c>.ts</c>.</param>
    /// <param name="entry">What the name says; meaningless if it has a fault.</param>
    /// <param name="position">Where the broken part begins, if there is one.</param>
    internal static NameFault Parse(ReadOnlySpan<byte> stem, ref SegmentEntry entry, out int position)
    {
        position = 0;
        if (stem.Length > MostStemLength) return NameFault.NameTooLong;

        var dashes = DashPositions.Find(stem);
        var end = dashes.PartEnd(stem, 0);
        var fault = ParseTime(stem[..end], out entry.StartMicroseconds);
        if (fault != NameFault.None) return fault;
        position = end + 1;
        if (position > stem.Length) return Absent(stem, NameFault.DurationAbsent, out position);

        end = dashes.PartEnd(stem, position);
        fault = ParseDuration(stem[position..end], out entry.DurationMicroseconds);
        if (fault != NameFault.None) return fault;
        position = end + 1;
        if (position > stem.Length) return Absent(stem, NameFault.TypeAbsent, out position);

        end = dashes.PartEnd(stem, position);
        if (!TryParseType(stem[position..end], out entry.Kind)) return NameFault.TypeUnknown;
        position = end + 1;
        if (position > stem.Length) return Absent(stem, NameFault.HashAbsent, out position);

        entry.HashOffset = (byte)position;
        entry.IsEmpty = false;
        if (entry.Kind == SegmentKind.Temporary) return NameFault.None;
        fault = CheckHash(stem[position..]);
        if (fault == NameFault.None && entry.Kind > SegmentKind.Partial && HashBytes.IsOfNothing(stem[position..])) MarkEmpty(ref entry);
        return fault;
    }

    /// <summary>What says that it is complete and has no content broke off before its first byte.</summary>
    private static void MarkEmpty(ref SegmentEntry entry)
    {
        entry.IsEmpty = true;
        entry.Kind = SegmentKind.Partial;
    }

    private static NameFault Absent(ReadOnlySpan<byte> stem, NameFault fault, out int position)
    {
        position = stem.Length;
        return fault;
    }

    private static NameFault ParseTime(ReadOnlySpan<byte> text, out uint microseconds)
    {
        if (text.Length == FixedTime.Length && FixedTime.TryRead(text, out var minute, out var second, out var fraction))
        {
            return JoinTime(minute, second, fraction, out microseconds);
        }

        microseconds = 0;
        if (text.Length < 5 || text[2] != ':') return NameFault.TimeMalformed;
        if (!TryDigits(text[..2], out minute) || !TryDigits(text.Slice(3, 2), out second)) return NameFault.TimeMalformed;
        fraction = 0;
        if (text.Length > 5)
        {
            var digits = text.Length - 6;
            if (text[5] != '.' || digits is < 1 or > 6 || !TryDigits(text[6..], out fraction)) return NameFault.TimeMalformed;
            fraction *= MicrosecondsOfDigit[digits];
        }

        return JoinTime(minute, second, fraction, out microseconds);
    }

    private static NameFault JoinTime(uint minute, uint second, uint fraction, out uint microseconds)
    {
        microseconds = 0;
        if (minute > 59 || second > 59) return NameFault.TimeOutOfRange;
        microseconds = (minute * 60 + second) * 1_000_000 + fraction;
        return NameFault.None;
    }

    private static NameFault ParseDuration(ReadOnlySpan<byte> text, out uint microseconds)
    {
        if (text.Length == 3 && text[1] == '.' && TryDigit(text[0], out var ones) && TryDigit(text[2], out var tenths))
        {
            microseconds = ones * 1_000_000 + tenths * 100_000;
            return NameFault.None;
        }

        microseconds = 0;
        var dot = text.IndexOf((byte)'.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? [] : text[(dot + 1)..];
        if (whole.IsEmpty || (dot >= 0 && fraction.IsEmpty)) return NameFault.DurationMalformed;
        if (whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return NameFault.DurationMalformed;
        if (fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return NameFault.DurationMalformed;

        var significant = whole.TrimStart((byte)'0');
        if (significant.Length > 4) return NameFault.DurationTooLong;
        _ = TryDigits(significant, out var seconds);
        if (seconds > MostDurationSeconds) return NameFault.DurationTooLong;
        microseconds = seconds * 1_000_000 + RoundedFraction(fraction);
        return microseconds > MostDurationMicroseconds ? NameFault.DurationTooLong : NameFault.None;
    }

    /// <summary>Microseconds of a fraction's digits, rounded half to even. A whole number of seconds is even, so the fraction alone
    /// decides.</summary>
    private static uint RoundedFraction(ReadOnlySpan<byte> digits)
    {
        var kept = Math.Min(digits.Length, 6);
        _ = TryDigits(digits[..kept], out var value);
        value *= MicrosecondsOfDigit[kept];
        if (digits.Length <= 6) return value;

        var beyond = digits[6..];
        var isHalf = beyond[0] == '5' && !beyond[1..].ContainsAnyExcept((byte)'0');
        var roundsUp = isHalf ? (value & 1) == 1 : beyond[0] >= '5';
        return roundsUp ? value + 1 : value;
    }

    private static bool TryDigit(byte character, out uint digit)
    {
        digit = unchecked((uint)(character - '0'));
        return digit <= 9;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        foreach (var character in text)
        {
            if (!TryDigit(character, out var digit)) return false;
            value = value * 10 + digit;
        }

        return true;
    }

    private static bool TryParseType(ReadOnlySpan<byte> text, out SegmentKind kind)
    {
        kind = SegmentKind.Full;
        if (text.SequenceEqual("full"u8)) return true;
        if (text.SequenceEqual("suspect"u8)) kind = SegmentKind.Suspect;
        else if (text.SequenceEqual("partial"u8)) kind = SegmentKind.Partial;
        else if (text.SequenceEqual("temp"u8)) kind = SegmentKind.Temporary;
        else return false;
        return true;
    }

    private static NameFault CheckHash(ReadOnlySpan<byte> text)
    {
        if (text.Length != HashBytes.Characters) return NameFault.HashLength;
        return HashBytes.AreOfBase64(text) ? NameFault.None : NameFault.HashMalformed;
    }
}
