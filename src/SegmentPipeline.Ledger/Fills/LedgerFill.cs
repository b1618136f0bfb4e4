namespace SegmentPipeline.Ledger;

/// <summary>What a filling of the archive came to.</summary>
public sealed record LedgerFill
{
    /// <summary>Segments that were missing here.</summary>
    public long Wanted { get; init; }

    /// <summary>Segments that were published.</summary>
    public long Published { get; init; }

    /// <summary>Tombstones that were written.</summary>
    public long Tombstones { get; init; }

    /// <summary>How often a replica gave something else than a name promises.</summary>
    public long Mismatches { get; init; }

    /// <summary>Segments that no replica gave.</summary>
    public long Unfillable { get; init; }

    /// <summary>Segments that took the place of corrupt files.</summary>
    public long Replaced { get; init; }

    /// <summary>Which they were. Noted beside what is known of the corrupt files; a run that is read back has none.</summary>
    public IReadOnlyList<LedgerReplacedFile> ReplacedFiles { get; init; } = [];

    /// <summary>Bytes of all that was published or replaced.</summary>
    public long Bytes { get; init; }

    /// <summary>By how much less was missing in the end.</summary>
    public long HolesClosedMicroseconds { get; init; }

    /// <summary>From which replica which time of which stream came, by stream and start. A run that is read back has at most the first
    /// hundred; <see cref="SourceCount"/> says how many there were.</summary>
    public IReadOnlyList<LedgerFillSource> Sources { get; init; } = [];

    /// <summary>How many ranges came.</summary>
    /// <value>The length of <see cref="Sources"/>.</value>
    public long SourceCount
    {
        get => Math.Max(field, Sources.Count);
        init;
    }
}

/// <summary>A range of a stream that a filling fetched from one replica.</summary>
public sealed record LedgerFillSource
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range that the segments cover one after the other, without a gap.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Name of the replica.</summary>
    public required string Replica { get; init; }

    /// <summary>How many segments.</summary>
    public required long Segments { get; init; }
}

/// <summary>A corrupt file that a filling has replaced.</summary>
public sealed record LedgerReplacedFile
{
    /// <summary>The file.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>Name of the replica that gave the copy; null if nobody knows.</summary>
    public string? Replica { get; init; }
}

/// <summary>A filling that has ended, for the ledger to record.</summary>
public sealed record FinishedFill
{
    /// <summary>When it began.</summary>
    public required Timestamp Started { get; init; }

    /// <summary>When it ended.</summary>
    public required Timestamp Ended { get; init; }

    /// <summary>How it ended.</summary>
    public required LedgerRunStatus Status { get; init; }

    /// <summary>Its outcome, or null if it came to none.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>What it came to.</summary>
    public required LedgerFill Figures { get; init; }
}
