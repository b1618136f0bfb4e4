using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What to audit. A request is immutable data; every property has a sensible default. No property belongs to one run: such things
/// are in <see cref="AuditContext"/>.</summary>
public sealed record AuditRequest
{
    /// <summary>Names of the channels to audit.</summary>
    /// <value>Empty: all. A name that does not exist fails the audit.</value>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Names of the qualities to audit.</summary>
    /// <value>Empty: all. A name that exists in no audited channel fails the audit.</value>
    public IReadOnlyList<string> Qualities { get; init; } = [];

    /// <summary>Patterns of what to leave out: <c>CHANNEL</c>, <c>CHANNEL/QUALITY</c>, or <c>**/NAME</c> for a name on every level above
    /// the hours' files, with <c>*</c> for any characters and <c>?</c> for one. Case counts. The list replaces the default: to keep
    /// the default too, write <c>[.. AuditDefaults.Exclude, "mine"]</c>.</summary>
    /// <value><see cref="AuditDefaults.Exclude"/>.</value>
    public IReadOnlyList<string> Exclude { get; init; } = AuditDefaults.Exclude;

    /// <summary>Start of the window.</summary>
    /// <value>Null: the first selected start of each stream.</value>
    public Timestamp? Start { get; init; }

    /// <summary>End of the window; it is cut to now less <see cref="Settle"/>.</summary>
    /// <value>Null: the greatest selected end of each stream.</value>
    public Timestamp? End { get; init; }

    /// <summary>Whether the window of a stream that has no hour before <see cref="Start"/> starts with its first selected segment, if that
    /// comes later.</summary>
    /// <value>False: it starts at <see cref="Start"/>.</value>
    public bool StartsAtFirstSegment { get; init; }

    /// <summary>Gaps and overlaps up to this, inclusive, are contiguous. Whole microseconds, not negative.</summary>
    /// <value>10 ms.</value>
    public TimeSpan Tolerance { get; init; } = AuditDefaults.Tolerance;

    /// <summary>How long before now the recorder may still be writing. Whole microseconds, not negative.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Settle { get; init; } = AuditDefaults.Settle;

    /// <summary>How long before the last end of another quality of its channel a stream may have ended without being silent. Whole
    /// microseconds, not negative.</summary>
    /// <value>10 minutes. Null: no stream is called silent.</value>
    public TimeSpan? Silence { get; init; } = AuditDefaults.Silence;

    /// <summary>Which findings make <see cref="SummaryRecord.Outcome"/> a failure.</summary>
    /// <value><see cref="FailOn.Hole"/>.</value>
    public FailOn FailOn { get; init; } = AuditDefaults.FailOn;

    /// <summary>What is believed of a segment.</summary>
    /// <value><see cref="AuditTrust.Names"/>.</value>
    public AuditTrust Trust { get; init; }

    /// <summary>Whether the report has an <see cref="HourRecord"/> for each hour directory.</summary>
    /// <value>False.</value>
    public bool IncludeHours { get; init; }

    /// <summary>What time is expected of which stream. Time that is neither covered nor expected is <see cref="CoverageClass.Off"/>, and no
    /// hole.</summary>
    /// <value>Null: everything, always.</value>
    [JsonIgnore]
    public IExpectation? Expectation { get; init; }

    internal long ToleranceMicroseconds => Tolerance.Ticks / TimeSpan.TicksPerMicrosecond;

    internal long SettleMicroseconds => Settle.Ticks / TimeSpan.TicksPerMicrosecond;

    internal long? SilenceMicroseconds => Silence?.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Every rule that this request breaks, as sentences; empty if it breaks none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        AddNull("channels", Channels);
        AddNull("qualities", Qualities);
        AddNull("patterns of what to leave out", Exclude);
        if (WholeMicroseconds.FaultOf("tolerance", Tolerance) is { } tolerance) faults.Add(tolerance);
        if (WholeMicroseconds.FaultOf("settle time", Settle) is { } settle) faults.Add(settle);
        if (Silence is { } given && WholeMicroseconds.FaultOf("silence", given) is { } silence) faults.Add(silence);
        if (Start > End) faults.Add($"the window must not start after its end, but starts {Start} and ends {End}");
        if (!Enum.IsDefined(FailOn)) faults.Add($"there is no fail-on level {(int)FailOn}");
        if (!Enum.IsDefined(Trust)) faults.Add($"there is no such trust as {(int)Trust}");
        return faults;

        // Whoever reads a request from JSON may have got one.
        void AddNull(string what, IReadOnlyList<string>? names)
        {
            if (names is null || names.Contains(null!)) faults.Add($"the {what} must be a list of names, without null");
        }
    }
}
