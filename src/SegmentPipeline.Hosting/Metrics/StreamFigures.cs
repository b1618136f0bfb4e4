namespace SegmentPipeline.Hosting;

/// <summary>What the gauges tell of one stream, or of all streams beyond the bound together.</summary>
internal readonly record struct StreamFigures(
    string Channel, string Quality, ClassMicroseconds Microseconds, long Holes, long LongestHoleMicroseconds, Timestamp? WindowEnd)
{
    internal static StreamFigures FromRecord(StreamRecord stream) => new(
        stream.Stream.Channel,
        stream.Stream.Quality,
        stream.Microseconds,
        stream.Holes,
        stream.LongestHole.Ticks / TimeSpan.TicksPerMicrosecond,
        stream.Window?.End);

    /// <summary>The first stream beyond the bound.</summary>
    internal StreamFigures AsOthers() => this with { Channel = PipelineMetricsOptions.Others, Quality = PipelineMetricsOptions.Others };

    /// <summary>Two together: sums, the longest hole of both, the window end that is further behind.</summary>
    internal StreamFigures Plus(StreamFigures other) => this with
    {
        Microseconds = Microseconds + other.Microseconds,
        Holes = Holes + other.Holes,
        LongestHoleMicroseconds = Math.Max(LongestHoleMicroseconds, other.LongestHoleMicroseconds),
        WindowEnd = WindowEnd is { } end && other.WindowEnd is { } otherEnd ? Timestamp.Min(end, otherEnd) : WindowEnd ?? other.WindowEnd,
    };
}
