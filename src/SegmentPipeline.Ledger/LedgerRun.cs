using System.Text.Json.Serialization;

namespace SegmentPipeline.Ledger;

/// <summary>What a run was. The words are an interface.</summary>
[JsonConverter(typeof(WordJsonConverter<LedgerRunKind>))]
public enum LedgerRunKind
{
    /// <summary>An audit. Only audits are compared with one another.</summary>
    Audit,

    /// <summary>A filling of the archive from other copies.</summary>
    Fill,

    /// <summary>A verification of what files hold.</summary>
    Verify,
}

/// <summary>How a run ended.</summary>
[JsonConverter(typeof(WordJsonConverter<LedgerRunStatus>))]
public enum LedgerRunStatus
{
    /// <summary>It has not ended yet.</summary>
    Running,

    /// <summary>Everything was read. The base of the next difference.</summary>
    Complete,

    /// <summary>It came to its end, but something could not be read.</summary>
    Incomplete,

    /// <summary>Its time budget ran out.</summary>
    Budget,

    /// <summary>It was cancelled, or whoever read its records left.</summary>
    Cancelled,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Its process ended without a word.</summary>
    Killed,
}

/// <summary>How many differences of each kind.</summary>
public readonly record struct DeltaCounts
{
    /// <summary>Findings where there were none.</summary>
    public long New { get; init; }

    /// <summary>Findings that cover more.</summary>
    public long Grown { get; init; }

    /// <summary>Findings that cover less.</summary>
    public long Shrunk { get; init; }

    /// <summary>Findings that are no more.</summary>
    public long Healed { get; init; }

    /// <summary>Ranges that were covered and are not any more.</summary>
    public long Lost { get; init; }

    /// <summary>Their length.</summary>
    public long LostMicroseconds { get; init; }

    /// <summary>Files that verifications have found corrupt.</summary>
    public long Corrupted { get; init; }

    /// <summary>Files that are corrupt no more.</summary>
    public long Mended { get; init; }

    /// <summary>Holes that are no more since they are not expected any more to be covered.</summary>
    public long Excused { get; init; }

    /// <summary>This and one more.</summary>
    /// <param name="delta">The difference to count.</param>
    public DeltaCounts Plus(DeltaRecord delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        return Plus(delta.Change, delta.Range);
    }

    internal DeltaCounts Plus(DeltaChange change, TimeRange range) => change switch
    {
        DeltaChange.New => this with { New = New + 1 },
        DeltaChange.Grown => this with { Grown = Grown + 1 },
        DeltaChange.Shrunk => this with { Shrunk = Shrunk + 1 },
        DeltaChange.Healed => this with { Healed = Healed + 1 },
        DeltaChange.Lost => this with { Lost = Lost + 1, LostMicroseconds = LostMicroseconds + range.Microseconds },
        DeltaChange.Corrupted => this with { Corrupted = Corrupted + 1 },
        DeltaChange.Mended => this with { Mended = Mended + 1 },
        DeltaChange.Excused => this with { Excused = Excused + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such change"),
    };
}

/// <summary>One run as the ledger has it. Of an audit everything applies but <see cref="Fill"/> and
/// <see cref="Verification"/>; of another kind only number, times, status
/// and outcome do, and the figures of its kind.</summary>
[JsonConverter(typeof(LedgerRunJsonConverter))]
public sealed record LedgerRun
{
    /// <summary>Its number; later runs have greater ones.</summary>
    public required long Id { get; init; }

    /// <summary>What it was.</summary>
    public LedgerRunKind Kind { get; init; }

    /// <summary>When it began, by the clock of its machine.</summary>
    public required Timestamp Started { get; init; }

    /// <summary>When it ended, or null.</summary>
    public Timestamp? Ended { get; init; }

    /// <summary>How it ended.</summary>
    public required LedgerRunStatus Status { get; init; }

    /// <summary>Its outcome, or null if it came to none.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>The last complete audit before it, or null: there was nothing to compare it with.</summary>
    public long? BaseRun { get; init; }

    /// <summary>Start of the window if the request gave one.</summary>
    public Timestamp? WindowStart { get; init; }

    /// <summary>End of the window if the request gave one.</summary>
    public Timestamp? WindowEnd { get; init; }

    /// <summary>Its tolerance.</summary>
    public TimeSpan Tolerance { get; init; }

    /// <summary>Hours that there were.</summary>
    public long HoursTotal { get; init; }

    /// <summary>Hours that were read.</summary>
    public long HoursRead { get; init; }

    /// <summary>Hours that were known and not read.</summary>
    public long HoursRecalled { get; init; }

    /// <summary>Known hours whose turn it was to be read even so, and compared.</summary>
    public long HoursChecked { get; init; }

    /// <summary>Bytes of the names read.</summary>
    public long NameBytes { get; init; }

    /// <summary>How far it came, <c>CHANNEL/QUALITY/HOUR</c>, or null.</summary>
    public string? Cursor { get; init; }

    /// <summary>What became of all entries.</summary>
    public EntryCounts Entries { get; init; }

    /// <summary>The classes of all windows.</summary>
    public ClassMicroseconds Microseconds { get; init; }

    /// <summary>How many findings of each type.</summary>
    public FindingCounts Findings { get; init; }

    /// <summary>How it differs from the last complete run before it.</summary>
    public DeltaCounts Deltas { get; init; }

    /// <summary>The SHA-256 of all that the ledger has of an audit, of its <see cref="Reports"/> and of <see cref="Previous"/>, in
    /// hexadecimal; null if it has none.</summary>
    public string? Digest { get; init; }

    /// <summary>The digest of the audit before, as it was then; null if there was none.</summary>
    public string? Previous { get; init; }

    /// <summary>The reports that were written of an audit, by their paths.</summary>
    public IReadOnlyList<LedgerReport> Reports { get; init; } = [];

    /// <summary>The figures of a filling; null of other kinds.</summary>
    public LedgerFill? Fill { get; init; }

    /// <summary>The figures of a verification, of one that is under way or was cut off as far as it came; null of other kinds.</summary>
    public LedgerVerification? Verification { get; init; }

    /// <summary>The streams that it came to the end of, by channel then quality.</summary>
    public IReadOnlyList<LedgerStreamRun> Streams { get; init; } = [];
}

/// <summary>One stream of a run.</summary>
[JsonConverter(typeof(LedgerStreamRunJsonConverter))]
public sealed record LedgerStreamRun
{
    /// <summary>Its figures.</summary>
    public required StreamRecord Figures { get; init; }

    /// <summary>How it differs from the last complete run before.</summary>
    public required DeltaCounts Deltas { get; init; }

    /// <summary>What was expected of it; null if that was everything, or the run is of an older program.</summary>
    public ExpectationRecord? Expectation { get; init; }

    /// <summary>The stream.</summary>
    public StreamId Stream => Figures.Stream;
}
