using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z. The one unit of time of the library.</summary>
/// <param name="UnixMicroseconds">Microseconds since the Unix epoch; negative before it.</param>
/// <remarks>Source: semantics, “time is UTC, counted in whole microseconds”. What is finer is rounded in two places, always down, towards
/// the past: in a moment from a <see cref="DateTimeOffset"/>, and in the sum of a moment and a <see cref="TimeSpan"/>.</remarks>
[JsonConverter(typeof(TimestampJsonConverter))]
public readonly partial record struct Timestamp(long UnixMicroseconds)
    : IComparable<Timestamp>, ISpanParsable<Timestamp>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Microseconds in a second.</summary>
    public const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>Microseconds in an hour.</summary>
    public const long MicrosecondsPerHour = 3600 * MicrosecondsPerSecond;

    /// <summary>The hour this moment lies in. Moments more than 240,000 years from the epoch are in the outermost hour.</summary>
    public Hour Hour =>
        new((int)Math.Clamp(FloorDivision.Divide(UnixMicroseconds, MicrosecondsPerHour), int.MinValue + 1, int.MaxValue - 1));

    /// <inheritdoc />
    public int CompareTo(Timestamp other) => UnixMicroseconds.CompareTo(other.UnixMicroseconds);

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
