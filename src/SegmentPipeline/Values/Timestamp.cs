using System.Diagnostics.CodeAnalysis;

namespace SegmentPipeline;

/// <summary>A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z. The one unit of time of the library.</summary>
/// <param name="UnixMicroseconds">Microseconds since the Unix epoch; negative before it.</param>
/// <remarks>Source: semantics §0, “all time is UTC in whole microseconds”. Nothing finer is ever rounded silently except by
/// <see cref="FromDateTimeOffset"/>, which says so.</remarks>
public readonly record struct Timestamp(long UnixMicroseconds) : IComparable<Timestamp>
{
    /// <summary>Microseconds in a second.</summary>
    public const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>Microseconds in an hour.</summary>
    public const long MicrosecondsPerHour = 3600 * MicrosecondsPerSecond;

    /// <summary>The moment that <paramref name="value"/> names, rounded down to a whole microsecond.</summary>
    /// <param name="value">Any moment, of any offset.</param>
    public static Timestamp FromDateTimeOffset(DateTimeOffset value) =>
        new(CivilDate.FloorDivide(value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond));

    /// <summary>This moment as a <see cref="DateTimeOffset"/> with offset zero; exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.UnixEpoch.AddTicks(UnixMicroseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The hour this moment lies in. Moments more than 240,000 years from the epoch are in the outermost hour.</summary>
    public Hour Hour =>
        new((int)Math.Clamp(CivilDate.FloorDivide(UnixMicroseconds, MicrosecondsPerHour), int.MinValue + 1, int.MaxValue - 1));

    /// <summary>This moment moved by a number of microseconds.</summary>
    /// <param name="microseconds">How far; negative is earlier.</param>
    public Timestamp AddMicroseconds(long microseconds) => new(UnixMicroseconds + microseconds);

    /// <summary>Microseconds from <paramref name="earlier"/> to this moment; negative if that one is later.</summary>
    /// <param name="earlier">The moment to measure from.</param>
    public long MicrosecondsSince(Timestamp earlier) => UnixMicroseconds - earlier.UnixMicroseconds;

    /// <inheritdoc />
    public int CompareTo(Timestamp other) => UnixMicroseconds.CompareTo(other.UnixMicroseconds);

    /// <summary>RFC 3339 in UTC with six fraction digits, as in <c>2026-03-28T22:00:02.010000Z</c>.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[32];
        return TimestampText.TryFormat(this, text, out var written)
            ? new string(text[..written])
            : throw new InvalidOperationException($"{UnixMicroseconds} µs does not fit a timestamp's text.");
    }

    /// <summary>Reads RFC 3339 with any offset, or with none for UTC, and what is shorter: <c>YYYY-MM-DDTHH:MM</c>, an hour <c>YYYY-MM-DDTHH</c>, a date
    /// <c>YYYY-MM-DD</c>. A space may stand for the <c>T</c> before minutes. Digits after the sixth of a fraction must be zeros; seconds end with 59.</summary>
    /// <param name="text">The text; surrounding white space is not accepted.</param>
    /// <param name="value">The moment, or the default if the text is not one.</param>
    /// <returns>Whether the text names a moment exactly.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Timestamp value) =>
        TimestampText.TryParse(text, out value);

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not such a time.</exception>
    public static Timestamp Parse(string text) =>
        TryParse(text, out var value, out var fault) ? value : throw new FormatException(fault);

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The moment, or the default if the text is not one.</param>
    /// <param name="fault">What is wrong with the text, in a sentence that begins with it; null if it names a moment.</param>
    public static bool TryParse(string? text, out Timestamp value, [NotNullWhen(false)] out string? fault)
    {
        fault = TimestampText.FaultOf(text, out value) is { } wrong ? $"'{text}' {wrong}" : null;
        return fault is null;
    }

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.UnixMicroseconds < right.UnixMicroseconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.UnixMicroseconds > right.UnixMicroseconds;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.UnixMicroseconds <= right.UnixMicroseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.UnixMicroseconds >= right.UnixMicroseconds;

    /// <summary>The earlier of two moments.</summary>
    public static Timestamp Min(Timestamp left, Timestamp right) => left <= right ? left : right;

    /// <summary>The later of two moments.</summary>
    public static Timestamp Max(Timestamp left, Timestamp right) => left >= right ? left : right;
}
