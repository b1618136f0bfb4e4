using System.Text;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>One hour of UTC, the unit in which an archive keeps its directories.</summary>
/// <param name="SinceEpoch">Hours since 1970-01-01T00Z; negative before it.</param>
[JsonConverter(typeof(HourJsonConverter))]
public readonly record struct Hour(int SinceEpoch) : IComparable<Hour>
{
    /// <summary>Length of the text <c>YYYY-MM-DDTHH</c>.</summary>
    internal const int TextLength = 13;

    /// <summary>The first hour that a directory can name, 0001-01-01T00.</summary>
    internal static Hour Earliest { get; } = new(CivilDate.ToDays(1, 1, 1) * 24);

    /// <summary>The last hour that a directory can name, 9999-12-31T23.</summary>
    internal static Hour Latest { get; } = new(CivilDate.ToDays(9999, 12, 31) * 24 + 23);

    /// <summary>The first moment of the hour.</summary>
    public Timestamp Start => new(SinceEpoch * Timestamp.MicrosecondsPerHour);

    /// <summary>The first moment after the hour.</summary>
    public Timestamp End => Next.Start;

    /// <summary>The hour as a range.</summary>
    public TimeRange Range => new(Start, End);

    /// <summary>The hour after this one.</summary>
    public Hour Next => new(SinceEpoch + 1);

    /// <summary>The hour before this one.</summary>
    public Hour Previous => new(SinceEpoch - 1);

    /// <inheritdoc />
    public int CompareTo(Hour other) => SinceEpoch.CompareTo(other.SinceEpoch);

    /// <summary>The directory's name, <c>YYYY-MM-DDTHH</c>.</summary>
    public override string ToString()
    {
        if (this < Earliest || this > Latest) return Start.ToString()[..^":00:00.000000Z".Length];
        Span<byte> name = stackalloc byte[TextLength];
        Write(name);
        return Encoding.ASCII.GetString(name);
    }

    /// <summary>Writes the directory's name. The hour must be one that a directory can name.</summary>
    /// <param name="name">Gets its 13 bytes.</param>
    internal void Write(Span<byte> name)
    {
        var days = (int)FloorDivision.Divide(SinceEpoch, 24);
        var (year, month, day) = CivilDate.FromDays(days);
        WriteTwo(name, year / 100);
        WriteTwo(name[2..], year % 100);
        name[4] = (byte)'-';
        WriteTwo(name[5..], month);
        name[7] = (byte)'-';
        WriteTwo(name[8..], day);
        name[10] = (byte)'T';
        WriteTwo(name[11..], SinceEpoch - days * 24);
    }

    /// <summary>Reads <c>YYYY-MM-DDTHH</c>: a real hour of the years 0001 to 9999, and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The hour, or the default if the text is not one.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Hour value)
    {
        Span<byte> bytes = stackalloc byte[TextLength];
        value = default;
        if (text.Length != TextLength) return false;
        for (var i = 0; i < TextLength; i++)
        {
            if (!char.IsAscii(text[i])) return false;
            bytes[i] = (byte)text[i];
        }

        // Timestamps may be written with a small t or a space in this place; directories may not.
        if (bytes[10] is (byte)'t' or (byte)' ') bytes[10] = (byte)'T';
        return TryParse(bytes, out value);
    }

    /// <summary>Reads the name of an hour directory.</summary>
    /// <param name="name">The name's bytes.</param>
    /// <param name="value">The hour, or the default if the name is not one.</param>
    internal static bool TryParse(ReadOnlySpan<byte> name, out Hour value)
    {
        value = default;
        if (name.Length != TextLength || name[4] != '-' || name[7] != '-' || name[10] != 'T') return false;
        if (!TryDigits(name[..4], out var year) || !TryDigits(name[5..7], out var month)) return false;
        if (!TryDigits(name[8..10], out var day) || !TryDigits(name[11..], out var hour)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23) return false;
        value = new Hour(CivilDate.ToDays(year, month, day) * 24 + hour);
        return true;
    }

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(Hour left, Hour right) => left.SinceEpoch < right.SinceEpoch;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(Hour left, Hour right) => left.SinceEpoch > right.SinceEpoch;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(Hour left, Hour right) => left.SinceEpoch <= right.SinceEpoch;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(Hour left, Hour right) => left.SinceEpoch >= right.SinceEpoch;

    private static void WriteTwo(Span<byte> text, int value)
    {
        text[1] = (byte)('0' + value % 10);
        text[0] = (byte)('0' + value / 10);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = value * 10 + (digit - '0');
        }

        return true;
    }
}
