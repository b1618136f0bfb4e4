namespace SegmentPipeline;

public readonly partial record struct Timestamp
{
    /// <summary>The moment that <paramref name="value"/> names, rounded down to a whole microsecond.</summary>
    /// <param name="value">Any moment, of any offset.</param>
    public static Timestamp FromDateTimeOffset(DateTimeOffset value) =>
        new(FloorDivision.Divide(value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond));

    /// <summary>This moment as a <see cref="DateTimeOffset"/> with offset zero; exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset()
    {
        if (Hour < Hour.Earliest || Hour > Hour.Latest)
            throw new ArgumentOutOfRangeException(null, $"{this} lies outside the years 1 to 9999");
        return DateTimeOffset.UnixEpoch.AddTicks(UnixMicroseconds * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>This moment moved by a number of microseconds.</summary>
    /// <param name="microseconds">How far; negative is earlier.</param>
    /// <exception cref="OverflowException">There is no such moment.</exception>
    public Timestamp AddMicroseconds(long microseconds) => new(UnixMicroseconds + microseconds);

    /// <summary>This moment moved by a duration; the sum is rounded down to a whole microsecond.</summary>
    /// <param name="duration">How far; negative is earlier.</param>
    /// <exception cref="OverflowException">There is no such moment.</exception>
    public Timestamp Add(TimeSpan duration) => this + duration;

    /// <summary>This moment moved back by a duration; the difference is rounded down to a whole microsecond.</summary>
    /// <param name="duration">How far; negative is later.</param>
    /// <exception cref="OverflowException">There is no such moment.</exception>
    public Timestamp Subtract(TimeSpan duration) => this - duration;

    /// <summary>How long it is from <paramref name="earlier"/> to this moment; negative if that one is later.</summary>
    /// <param name="earlier">The moment to measure from.</param>
    /// <exception cref="OverflowException">It is longer than a <see cref="TimeSpan"/> can be, 29,000 years.</exception>
    public TimeSpan Subtract(Timestamp earlier) => this - earlier;

    /// <summary>Microseconds from <paramref name="earlier"/> to this moment; negative if that one is later.</summary>
    /// <param name="earlier">The moment to measure from.</param>
    public long MicrosecondsSince(Timestamp earlier) => UnixMicroseconds - earlier.UnixMicroseconds;

    /// <summary>A moment moved by a duration; the sum is rounded down to a whole microsecond.</summary>
    /// <exception cref="OverflowException">There is no such moment.</exception>
    public static Timestamp operator +(Timestamp moment, TimeSpan duration) =>
        moment.AddMicroseconds(FloorDivision.Divide(duration.Ticks, TimeSpan.TicksPerMicrosecond));

    /// <summary>A moment moved back by a duration; the difference is rounded down to a whole microsecond.</summary>
    /// <exception cref="OverflowException">There is no such moment.</exception>
    public static Timestamp operator -(Timestamp moment, TimeSpan duration)
    {
        // Rounded down the difference is the moment less the duration rounded up.
        var (whole, rest) = Math.DivRem(duration.Ticks, TimeSpan.TicksPerMicrosecond);
        return moment.AddMicroseconds(-(rest > 0 ? whole + 1 : whole));
    }

    /// <summary>How long it is from one moment to another; negative if the first operand is the earlier one. Exact.</summary>
    /// <exception cref="OverflowException">It is longer than a <see cref="TimeSpan"/> can be, 29,000 years.</exception>
    public static TimeSpan operator -(Timestamp later, Timestamp earlier) =>
        TimeSpan.FromTicks(checked(later.MicrosecondsSince(earlier) * TimeSpan.TicksPerMicrosecond));

    /// <summary>The moment that <paramref name="value"/> names, rounded down to a whole microsecond; the same as
    /// <see cref="FromDateTimeOffset"/>.</summary>
    public static explicit operator Timestamp(DateTimeOffset value) => FromDateTimeOffset(value);

    /// <summary>The moment with offset zero, exact; the same as <see cref="ToDateTimeOffset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies outside the years 1 to 9999.</exception>
    public static explicit operator DateTimeOffset(Timestamp value) => value.ToDateTimeOffset();
}
