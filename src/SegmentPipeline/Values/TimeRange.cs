using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A half-open range of time, <c>[Start, End)</c>. A range whose end is not after its start is empty.</summary>
[JsonConverter(typeof(TimeRangeJsonConverter))]
public readonly record struct TimeRange
{
    /// <summary>A range from one moment to another that is not earlier.</summary>
    /// <param name="start">The first moment inside.</param>
    /// <param name="end">The first moment after.</param>
    /// <exception cref="ArgumentException">The end lies before the start; <see cref="Unordered"/> takes it.</exception>
    public TimeRange(Timestamp start, Timestamp end)
    {
        if (end < start)
            throw new ArgumentException($"a range must not end before its start, but this one starts {start} and ends {end}", nameof(end));
        Start = start;
        End = end;
    }

    private TimeRange(Timestamp start, Timestamp end, bool isUnordered)
    {
        _ = isUnordered;
        Start = start;
        End = end;
    }

    /// <summary>The first moment inside.</summary>
    public Timestamp Start { get; }

    /// <summary>The first moment after. Before the start only in a range made by <see cref="Unordered"/>.</summary>
    public Timestamp End { get; }

    /// <summary>Length in microseconds; zero for an empty range.</summary>
    public long Microseconds => IsEmpty ? 0 : End.MicrosecondsSince(Start);

    /// <summary>Length; zero for an empty range.</summary>
    /// <exception cref="OverflowException">It is longer than a <see cref="TimeSpan"/> can be, 29,000 years.</exception>
    public TimeSpan Duration => TimeSpan.FromTicks(checked(Microseconds * TimeSpan.TicksPerMicrosecond));

    /// <summary>Whether no moment lies inside.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>A range of which the end may lie before the start. It is empty then, and keeps both.</summary>
    /// <param name="start">The first moment inside, if there is one.</param>
    /// <param name="end">The first moment after.</param>
    /// <remarks>Source: semantics §3. A selection may ask for such a range. A hole behind a segment that reaches beyond the end of the
    /// range, or over the start of the next segment, but is not full, is such a range too.</remarks>
    public static TimeRange Unordered(Timestamp start, Timestamp end) => new(start, end, isUnordered: true);

    /// <summary>Reads the two ends as <see cref="Timestamp.Parse(string)"/> does.</summary>
    /// <param name="start">The first moment inside.</param>
    /// <param name="end">The first moment after.</param>
    /// <exception cref="FormatException">One of them is not a time.</exception>
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public static TimeRange Parse(string start, string end) => new(Timestamp.Parse(start), Timestamp.Parse(end));

    /// <summary>Whether a moment lies inside.</summary>
    /// <param name="moment">The moment.</param>
    public bool Contains(Timestamp moment) => Start <= moment && moment < End;

    /// <summary>What two ranges share. If they share nothing it is empty, and lies at the later start.</summary>
    /// <param name="other">The other range.</param>
    public TimeRange Intersect(TimeRange other)
    {
        var start = Timestamp.Max(Start, other.Start);
        return new TimeRange(start, Timestamp.Max(start, Timestamp.Min(End, other.End)));
    }

    /// <summary>Start and end.</summary>
    /// <param name="start">The first moment inside.</param>
    /// <param name="end">The first moment after.</param>
    public void Deconstruct(out Timestamp start, out Timestamp end) => (start, end) = (Start, End);

    /// <summary>Both ends, as in <c>2026-03-28T22:00:00.000000Z – 2026-03-28T23:00:00.000000Z</c>.</summary>
    public override string ToString() => $"{Start} – {End}";
}
