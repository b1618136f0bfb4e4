namespace SegmentPipeline.Replicas;

/// <summary>What of two copies is compared. Immutable data; every property has a sensible default.</summary>
public sealed record CompareRequest
{
    /// <summary>Names of the channels.</summary>
    /// <value>Empty: all that any copy has, without those that <see cref="Exclude"/> leaves out.</value>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Names of the qualities.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>Patterns of what to leave out, here and there, as in <see cref="AuditRequest.Exclude"/>.</summary>
    /// <value><see cref="AuditDefaults.Exclude"/>.</value>
    public IReadOnlyList<string> Exclude { get; init; } = AuditDefaults.Exclude;

    /// <summary>Start of the window. Names are compared hour by hour, from the hour in which it lies.</summary>
    /// <value>Null: from the first hour.</value>
    public Timestamp? Start { get; init; }

    /// <summary>End of the window. Names are compared up to the hour in which it lies.</summary>
    /// <value>Null: to the last hour.</value>
    public Timestamp? End { get; init; }

    /// <summary>Whether a stream that begins in the window here is judged from its first segment on; as in
    /// <see cref="AuditRequest.StartsAtFirstSegment"/>.</summary>
    /// <value>False: from the start of the window.</value>
    public bool StartsAtFirstSegment { get; init; }

    /// <summary>Gaps and overlaps up to this, inclusive, are contiguous.</summary>
    /// <value>10 ms.</value>
    public TimeSpan Tolerance { get; init; } = AuditDefaults.Tolerance;

    /// <summary>How long before now a recorder may still be writing: segments that end later are not compared.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Settle { get; init; } = AuditDefaults.Settle;

    /// <summary>How many hours are compared at once, 1 to 64.</summary>
    /// <value>4.</value>
    public int Concurrency { get; init; } = 4;

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What time is expected of which stream: only there can holes of this archive be.</summary>
    /// <value>Null: everything, always.</value>
    public IExpectation? Expectation { get; init; }

    /// <summary>Whether an hour lies in the window.</summary>
    internal bool Takes(Hour hour) => (Start is not { } start || hour.End > start) && (End is not { } end || hour.Start < end);

    /// <summary>The audit that finds the holes of one stream.</summary>
    internal AuditRequest AuditOf(StreamId stream, Timestamp? start, Timestamp? end) => new()
    {
        Channels = [stream.Channel],
        Qualities = [stream.Quality],
        Exclude = Exclude,
        Start = start,
        End = end,
        Tolerance = Tolerance,
        Settle = Settle,
        Silence = null,
        FailOn = FailOn.None,
    };

    /// <summary>The first moment that is too young.</summary>
    internal Timestamp Settled() => Timestamp.FromDateTimeOffset(TimeProvider.GetUtcNow() - Settle);

    /// <exception cref="ArgumentException">A rule is broken.</exception>
    internal void Validate()
    {
        var faults = new List<string>(new AuditRequest
        {
            Exclude = Exclude,
            Start = Start,
            End = End,
            Tolerance = Tolerance,
            Settle = Settle,
        }.Validate());
        if (Concurrency is < 1 or > 64) faults.Add($"the concurrency must be 1 to 64, but is {Concurrency}");
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults));
    }
}
