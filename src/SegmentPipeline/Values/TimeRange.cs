namespace SegmentPipeline;

/// <summary>A half-open range of time, <c>[Start, End)</c>. A range whose end is not after its start is empty.</summary>
/// <param name="Start">The first moment inside.</param>
/// <param name="End">The first moment after.</param>
public readonly record struct TimeRange(Timestamp Start, Timestamp End)
{
    /// <summary>Length in microseconds; zero for an empty range.</summary>
    public long Microseconds => IsEmpty ? 0 : End.MicrosecondsSince(Start);

    /// <summary>Whether no moment lies inside.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>Whether a moment lies inside.</summary>
    /// <param name="moment">The moment.</param>
    public bool Contains(Timestamp moment) => Start <= moment && moment < End;

    /// <summary>What two ranges share; empty if they share nothing.</summary>
    /// <param name="other">The other range.</param>
    public TimeRange Intersect(TimeRange other) => new(Timestamp.Max(Start, other.Start), Timestamp.Min(End, other.End));

    /// <summary>Reads the two ends as <see cref="Timestamp.Parse"/> does.</summary>
    /// <param name="start">The first moment inside.</param>
    /// <param name="end">The first moment after.</param>
    /// <exception cref="FormatException">One of them is not a time.</exception>
    public static TimeRange Parse(string start, string end) => new(Timestamp.Parse(start), Timestamp.Parse(end));

    /// <summary>Both ends, as in <c>2026-03-28T22:00:00.000000Z – 2026-03-28T23:00:00.000000Z</c>.</summary>
    public override string ToString() => $"{Start} – {End}";
}
