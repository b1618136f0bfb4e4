using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Something about the archive that its keeper wants to know. Data, never an exception.</summary>
/// <remarks>Source: semantics §4.</remarks>
[JsonConverter(typeof(AuditRecordJsonConverter<Finding>))]
public abstract record Finding : AuditRecord
{
    private protected Finding()
    {
    }
}

/// <summary>A maximal range of the window that nothing covers.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<HoleFinding>))]
public sealed record HoleFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The last selected segment before it, or null if none was read.</summary>
    public EntryPath? Before { get; init; }

    /// <summary>The first selected segment after it, or null if none was read.</summary>
    public EntryPath? After { get; init; }

    /// <summary>Where it came from; null if nobody has looked (<see cref="AuditRecordCauses"/>).</summary>
    public LossCause? Cause { get; init; }
}

/// <summary>A maximal range of the window that is covered, but not by full segments.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<DegradedFinding>))]
public sealed record DegradedFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }

    /// <summary><see cref="CoverageClass.Suspect"/> or <see cref="CoverageClass.Partial"/>.</summary>
    public required CoverageClass Class { get; init; }

    /// <summary>Where it came from; null if nobody has looked (<see cref="AuditRecordCauses"/>).</summary>
    public LossCause? Cause { get; init; }
}

/// <summary>A selected segment that starts before the greatest end so far, by more than the tolerance.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<OverlapFinding>))]
public sealed record OverlapFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range it shares with what came before, clipped to the window.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The segment.</summary>
    public required EntryPath Segment { get; init; }
}

/// <summary>A segment whose name says full or suspect and carries the hash of nothing: a file without content. It counts as
/// partial.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<EmptyFinding>))]
public sealed record EmptyFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>From its start to its end, as its name says.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The file.</summary>
    public required EntryPath Path { get; init; }
}

/// <summary>A file whose content a verification found corrupt, and that is still there. Only with a ledger that knows of
/// verifications.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<CorruptFinding>))]
public sealed record CorruptFinding : Finding
{
    /// <summary>The file, what is wrong with it, and whether it is selected now.</summary>
    public required CorruptFile File { get; init; }
}

/// <summary>A stream that has ended long before another quality of its channel, or before what is expected of it.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<SilentFinding>))]
public sealed record SilentFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>From its last end in the window to that of the other quality; of a stream of which not everything is expected, from the
    /// first moment after its last end that is to the last up to the moment of the audit.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The quality that went on the longest; null if none did, and only the expectation says that this one should have.</summary>
    public required string? Other { get; init; }
}

/// <summary>Segments of a stream that start after the moment of the audit: a clock is wrong, here or where they were recorded.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<FutureFinding>))]
public sealed record FutureFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>From the first start of them to the greatest end.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>How many selected segments there are.</summary>
    public required long Segments { get; init; }
}

/// <summary>A <c>.ts</c> file whose name breaks the grammar.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<BadNameFinding>))]
public sealed record BadNameFinding : Finding
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The file.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>The first broken part, and what is wrong with it.</summary>
    public required string Cause { get; init; }

    /// <summary>Where that part begins: bytes from the start of the name.</summary>
    public required int Position { get; init; }
}

/// <summary>A directory below a quality that is not an hour, or a file where a directory should be.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<StrayFinding>))]
public sealed record StrayFinding : Finding
{
    /// <summary>The entry.</summary>
    public required ArchivePath Path { get; init; }

    /// <summary>What should stand there.</summary>
    public required string Cause { get; init; }
}

/// <summary>An hour directory that is not as the ledger has it, although its identity and times say that nothing changed. The audit has
/// read everything anew.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<StaleLedgerFinding>))]
public sealed record StaleLedgerFinding : Finding
{
    /// <summary>The directory.</summary>
    public required ArchivePath Path { get; init; }

    /// <summary>What differs.</summary>
    public required string Cause { get; init; }
}

/// <summary>A directory that could not be listed, an entry of which could not be told what it is, or a file that could not be sized where a
/// choice needed it. Never a hole; the audit is incomplete.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<UnreadableFinding>))]
public sealed record UnreadableFinding : Finding
{
    /// <summary>The directory or file.</summary>
    public required ArchivePath Path { get; init; }

    /// <summary>Why.</summary>
    public required string Cause { get; init; }
}
