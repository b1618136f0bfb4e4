using SegmentPipeline.Expectations;

namespace SegmentPipeline.Hosting;

/// <summary>What is audited, and how: all that an <see cref="AuditRequest"/> and its <see cref="AuditContext"/> are made of. A host sets
/// these; <see cref="PipelineOptions"/> has more, for the command.</summary>
public class AuditOptions
{
    /// <summary>Directory of the archive.</summary>
    /// <value>None; a host must have one.</value>
    public string? Root { get; set; }

    /// <summary>Names of the channels to audit.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> Channels { get; set; } = [];

    /// <summary>Names of the qualities to audit.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> Qualities { get; set; } = [];

    /// <summary>Patterns of what else to leave out, as in <see cref="AuditRequest.Exclude"/>.</summary>
    /// <value>Empty: only what <see cref="DefaultExcludes"/> says.</value>
    public IReadOnlyList<string> Exclude { get; set; } = [];

    /// <summary>Whether <see cref="AuditDefaults.Exclude"/> is left out too.</summary>
    /// <value>True.</value>
    public bool DefaultExcludes { get; set; } = true;

    /// <summary>Start of the window.</summary>
    /// <value>None: the first selected start of each stream.</value>
    public Timestamp? Start { get; set; }

    /// <summary>End of the window.</summary>
    /// <value>None: the greatest selected end of each stream.</value>
    public Timestamp? End { get; set; }

    /// <summary>How long before each audit the window starts.</summary>
    /// <value>None: <see cref="Start"/> holds.</value>
    public TimeSpan? StartAgo { get; set; }

    /// <summary>How long before each audit the window ends; zero for now.</summary>
    /// <value>None: <see cref="End"/> holds.</value>
    public TimeSpan? EndAgo { get; set; }

    /// <summary>How long the window is; without an end it ends with each audit. Not together with a start.</summary>
    /// <value>None.</value>
    public TimeSpan? Last { get; set; }

    /// <summary>How long before the last end of another quality of its channel a stream may have ended without being silent.</summary>
    /// <value>10 minutes. None: no stream is called silent.</value>
    public TimeSpan? Silence { get; set; } = AuditDefaults.Silence;

    /// <summary>Gaps and overlaps up to this, inclusive, are contiguous.</summary>
    /// <value>10 ms.</value>
    public TimeSpan Tolerance { get; set; } = AuditDefaults.Tolerance;

    /// <summary>How long before now the recorder may still be writing.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Settle { get; set; } = AuditDefaults.Settle;

    /// <summary>Whether the report has a record for each hour.</summary>
    /// <value>False.</value>
    public bool Hours { get; set; }

    /// <summary>Which findings make the audit fail.</summary>
    /// <value><see cref="FailOn.Hole"/>.</value>
    public FailOn FailOn { get; set; } = AuditDefaults.FailOn;

    /// <summary>What is believed of a segment.</summary>
    /// <value><see cref="AuditTrust.Names"/>.</value>
    public AuditTrust Trust { get; set; }

    /// <summary>How many hours are worked on at once, 1 to 256.</summary>
    /// <value>None: all cores but one; of the command, all.</value>
    public int? Parallelism { get; set; }

    /// <summary>What is expected of which streams.</summary>
    /// <value>Empty: everything, always, unless <see cref="ExpectFile"/> says something else.</value>
    public IReadOnlyList<ExpectationRule> Expect { get; set; } = [];

    /// <summary>A file that says what is expected of which streams: JSON with the list <c>expect</c>. What it says adds to
    /// <see cref="Expect"/>.</summary>
    /// <value>None.</value>
    public string? ExpectFile { get; set; }

    /// <summary>Where relative paths of <see cref="ExpectFile"/>, and of the files that rules name, begin.</summary>
    /// <value>None: the working directory.</value>
    public string? ExpectDirectory { get; set; }

    /// <summary>What has been read of files, for the next time.</summary>
    private ExpectationReader? _expectations;

    /// <summary>Whether a start is given, in whichever way.</summary>
    public bool HasStart => (Start, StartAgo) != (null, null);

    /// <summary>Whether an end is given, in whichever way.</summary>
    public bool HasEnd => (End, EndAgo) != (null, null);

    /// <summary>What such an audit is done with.</summary>
    public AuditContext ToAuditContext() => new() { Parallelism = Parallelism ?? AuditDefaults.Parallelism };

    /// <summary>The audit that these options ask for, with this moment as now.</summary>
    public AuditRequest ToAuditRequest() => ToAuditRequest(TimeProvider.System);

    /// <summary>The audit that these options ask for.</summary>
    /// <param name="clock">Says what now is, for what is told from now.</param>
    /// <exception cref="AuditFailedException">What is expected cannot be read; <see cref="Validate"/> says so before.</exception>
    public AuditRequest ToAuditRequest(TimeProvider clock) => ToAuditRequest(clock, excusesFile: null);

    /// <summary>The audit that these options ask for.</summary>
    /// <param name="clock">Says what now is, for what is told from now.</param>
    /// <param name="excusesFile">A file like <see cref="ExpectFile"/> whose rules come last, and that need not be there; null for
    /// none.</param>
    /// <exception cref="AuditFailedException">What is expected cannot be read.</exception>
    public AuditRequest ToAuditRequest(TimeProvider clock, string? excusesFile)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var request = RequestAt(clock);
        try
        {
            return request with { Expectation = ReadExpectation(request, clock, excusesFile) };
        }
        catch (ExpectationException fault)
        {
            throw new AuditFailedException($"what is expected cannot be read: {fault.Message}", fault);
        }
    }

    private IExpectation? ReadExpectation(AuditRequest request, TimeProvider clock, string? excusesFile = null)
    {
        var rules = ExpectFile is null ? Expect : [.. Expect, .. ExpectationFile.Read(ExpectFile, ExpectDirectory)];
        if (excusesFile is not null && File.Exists(excusesFile)) rules = [.. rules, .. ExpectationFile.Read(excusesFile, null)];
        if (rules.Count == 0) return null;
        _expectations ??= new ExpectationReader(ExpectDirectory);
        return _expectations.Read(rules, Timestamp.FromDateTimeOffset(clock.GetUtcNow()), request.Start);
    }

    private AuditRequest RequestAt(TimeProvider clock)
    {
        var now = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        var end = End ?? Before(now, EndAgo ?? (Last is null ? null : TimeSpan.Zero));
        var start = Start ?? (Last is null ? Before(now, StartAgo) : Before(end!.Value, Last));
        return RequestFor() with { Start = start, End = end };
    }

    /// <summary>Every rule that these options break: those of <see cref="AuditRequest.Validate"/> and <see cref="AuditContext.Validate"/>,
    /// and that a window is told in one way.</summary>
    /// <returns>Sentences; empty if no rule is broken.</returns>
    public IReadOnlyList<string> Validate()
    {
        var request = RequestAt(TimeProvider.System);
        List<string> faults = [.. request.Validate(), .. ToAuditContext().Validate()];
        try
        {
            ReadExpectation(request, TimeProvider.System);
        }
        catch (ExpectationException fault)
        {
            faults.AddRange(fault.Faults.Select(one => $"expect: {one}"));
        }

        if (Last == TimeSpan.Zero) faults.Add("the last of a window must have some length");
        if (Last is not null && HasStart) faults.Add("a window has a start or is the last of its time; leave out one of them");
        return faults;
    }

    /// <summary>A moment before another, or nothing; in the first years there may be none.</summary>
    private static Timestamp? Before(Timestamp moment, TimeSpan? span) => span is { } ago
        ? Timestamp.Max(moment - ago, Timestamp.FromDateTimeOffset(DateTimeOffset.MinValue))
        : null;

    private AuditRequest RequestFor() => new()
    {
        Channels = [.. Channels],
        Qualities = [.. Qualities],
        Exclude = [.. DefaultExcludes ? AuditDefaults.Exclude : [], .. Exclude],
        Tolerance = Tolerance,
        Settle = Settle,
        Silence = Silence,
        FailOn = FailOn,
        Trust = Trust,
        IncludeHours = Hours,
    };
}
