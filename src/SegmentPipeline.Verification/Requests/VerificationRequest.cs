namespace SegmentPipeline.Verification;

/// <summary>What of an archive is verified, and how. A request is immutable data; every property has a sensible default.</summary>
/// <remarks>Source: docs/verification.md.</remarks>
public sealed record VerificationRequest
{
    /// <summary>Names of the channels.</summary>
    /// <value>Empty: all. A name that does not exist fails the verification.</value>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Names of the qualities.</summary>
    /// <value>Empty: all. A name that exists in no channel fails the verification.</value>
    public IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>Patterns of what to leave out, as in <see cref="AuditRequest.Exclude"/>.</summary>
    /// <value><see cref="AuditDefaults.Exclude"/>.</value>
    public IReadOnlyList<string> Exclude { get; init; } = AuditDefaults.Exclude;

    /// <summary>Start of the window: segments that touch it are verified. With a memory, hours that touch it, as a whole.</summary>
    /// <value>Null: from the first segment.</value>
    public Timestamp? Start { get; init; }

    /// <summary>End of the window.</summary>
    /// <value>Null: to the last segment.</value>
    public Timestamp? End { get; init; }

    /// <summary>How long before now a recorder may still be writing: segments that end later are left out.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Settle { get; init; } = AuditDefaults.Settle;

    /// <summary>Gaps and overlaps by name up to this, inclusive, are contiguous.</summary>
    /// <value>10 ms.</value>
    public TimeSpan Tolerance { get; init; } = AuditDefaults.Tolerance;

    /// <summary>How far files are looked into.</summary>
    /// <value><see cref="VerificationLevel.Full"/>.</value>
    public VerificationLevel Level { get; init; } = VerificationLevel.Full;

    /// <summary>Whether only segments are read that are the best of their start.</summary>
    /// <value>False: superseded ones too.</value>
    public bool OnlySelected { get; init; }

    /// <summary>How many files are drawn from all of the request.</summary>
    /// <value>Null: all are read.</value>
    public SampleSize? Sample { get; init; }

    /// <summary>From which number a sample is drawn: the same seed, archive and request draw the same.</summary>
    /// <value>Null: any; <see cref="VerificationHeaderRecord.Seed"/> tells which.</value>
    public long? Seed { get; init; }

    /// <summary>Where the run ends before all is verified.</summary>
    /// <value>Nowhere.</value>
    public VerificationBudget Budget { get; init; }

    /// <summary>How many bytes a second are read at most, over all readers.</summary>
    /// <value>Null: as many as the disk gives.</value>
    public long? BytesPerSecond { get; init; }

    /// <summary>In what time each file is to be verified once: a schedule that cannot reach that is refused before anything is read. Needs
    /// a rate, or a budget.</summary>
    /// <value>Null: however long it takes.</value>
    public TimeSpan? Within { get; init; }

    /// <summary>How often a run with this budget is made, for <see cref="Within"/>.</summary>
    /// <value>One day.</value>
    public TimeSpan RunsEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What makes <see cref="VerificationSummaryRecord.Outcome"/> a failure.</summary>
    /// <value><see cref="VerificationFailOn.Corrupt"/>.</value>
    public VerificationFailOn FailOn { get; init; } = VerificationFailOn.Corrupt;

    internal long ToleranceMicroseconds => Tolerance.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Every rule that this request breaks, as sentences; empty if it breaks none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>(ToAuditRequest().Validate());
        if (!Enum.IsDefined(Level)) faults.Add($"there is no level {(int)Level}");
        if (!Enum.IsDefined(FailOn)) faults.Add($"there is no fail-on level {(int)FailOn}");
        if (Sample is { } sample && sample.Fault is { } wrong) faults.Add(wrong);
        faults.AddRange(Budget.Validate());
        if (BytesPerSecond is <= 0) faults.Add("the rate must be positive");
        if (Within <= TimeSpan.Zero) faults.Add("the time in which all is to be verified must be positive");
        if (RunsEvery <= TimeSpan.Zero) faults.Add("the time between two runs must be positive");
        if (Within is not null && BytesPerSecond is null && Budget is { Bytes: null, Files: null })
            faults.Add("whether all is verified in time cannot be told without a rate, or a budget in bytes or files");
        if (Within is not null && Sample is not null) faults.Add("a sample does not verify everything, in whatever time");
        return faults;
    }

    /// <summary>The request that finds the same streams and hours.</summary>
    internal AuditRequest ToAuditRequest() => new()
    {
        Channels = Channels,
        Qualities = Qualities,
        Exclude = Exclude,
        Start = Start,
        End = End,
        Settle = Settle,
        Tolerance = Tolerance,
    };
}
