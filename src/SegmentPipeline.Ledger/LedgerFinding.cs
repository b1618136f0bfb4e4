using System.Text.Json.Serialization;

namespace SegmentPipeline.Ledger;

/// <summary>Types of findings that a ledger follows. The numbers stand in the file.</summary>
[JsonConverter(typeof(WordJsonConverter<LedgerFindingKind>))]
public enum LedgerFindingKind
{
    /// <summary>A hole.</summary>
    Hole = 0,

    /// <summary>A degraded range that suspect segments cover.</summary>
    Suspect = 1,

    /// <summary>A degraded range that partial segments cover.</summary>
    Partial = 2,

    /// <summary>An overlap.</summary>
    Overlap = 3,

    /// <summary>A bad name.</summary>
    Bad = 4,

    /// <summary>A stray entry.</summary>
    Stray = 5,

    /// <summary>Something that could not be read.</summary>
    Unreadable = 6,

    /// <summary>An hour that was not as the ledger had it.</summary>
    StaleLedger = 7,

    /// <summary>A segment without content.</summary>
    Empty = 8,

    /// <summary>A stream that has ended long before another quality of its channel.</summary>
    Silent = 9,

    /// <summary>Segments that start after the moment of the audit.</summary>
    Future = 10,

    /// <summary>A file that a verification found corrupt.</summary>
    Corrupt = 11,
}

/// <summary>What became of a finding. The numbers stand in the file.</summary>
[JsonConverter(typeof(WordJsonConverter<LedgerFindingState>))]
public enum LedgerFindingState
{
    /// <summary>The last complete run saw it.</summary>
    Open = 0,

    /// <summary>A complete run looked there and did not see it any more.</summary>
    Healed = 1,

    /// <summary>It lies outside of what was audited last, or its stream is gone; nothing is known of it since.</summary>
    Left = 2,

    /// <summary>A hole that a complete run did not see any more since it is not expected any more to be covered.</summary>
    Excused = 3,
}

/// <summary>A finding and its life span.</summary>
[JsonConverter(typeof(LedgerFindingJsonConverter))]
public sealed record LedgerFinding
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its type.</summary>
    public required LedgerFindingKind Kind { get; init; }

    /// <summary>The stream; null if it belongs to none.</summary>
    public StreamId? Stream { get; init; }

    /// <summary>The range as it was seen last: of all types that have one; else null.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>The entry, as the report names it: of all types that have one; of a silent stream the quality that went on; else
    /// null.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong with the entry; of a hole the word for where it came from, if a host has found out; else null.</summary>
    public string? Cause { get; init; }

    /// <summary>Of a hole what the last comparison with other copies said of it; null if there has been none.</summary>
    public LedgerVerdict? Verdict { get; init; }

    /// <summary>What became of it.</summary>
    public required LedgerFindingState State { get; init; }

    /// <summary>The run that saw it, or the first part of it, first.</summary>
    public required long FirstRun { get; init; }

    /// <summary>When that run began.</summary>
    public required Timestamp FirstSeen { get; init; }

    /// <summary>The last run that saw it.</summary>
    public required long LastRun { get; init; }

    /// <summary>When that run began.</summary>
    public required Timestamp LastSeen { get; init; }

    /// <summary>The run that did not see it any more, or null.</summary>
    public long? ClosedRun { get; init; }

    /// <summary>When that run began, or null.</summary>
    public Timestamp? Closed { get; init; }

    /// <summary>Where it stands in the order of findings.</summary>
    public LedgerFindingCursor Cursor { get; init; }
}

/// <summary>Which findings to read.</summary>
public sealed record LedgerFindingFilter
{
    /// <summary>The types.</summary>
    /// <value>Holes.</value>
    public IReadOnlyList<LedgerFindingKind> Kinds { get; init; } = [LedgerFindingKind.Hole];

    /// <summary>Only those of one stream.</summary>
    /// <value>Null: of all.</value>
    public StreamId? Stream { get; init; }

    /// <summary>Only those that end after this moment.</summary>
    /// <value>Null: all.</value>
    public Timestamp? From { get; init; }

    /// <summary>Only those that start before this moment.</summary>
    /// <value>Null: all.</value>
    public Timestamp? To { get; init; }

    /// <summary>Only those that stand after this place.</summary>
    /// <value>Null: from the first on.</value>
    public LedgerFindingCursor? After { get; init; }

    /// <summary>Only those that are open.</summary>
    /// <value>False.</value>
    public bool OpenOnly { get; init; }
}
