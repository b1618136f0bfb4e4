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
/// <param name="Stream">The stream.</param>
/// <param name="Range">The range.</param>
/// <param name="Before">The last selected segment before it as <c>HOUR/NAME</c>, or null if none was read.</param>
/// <param name="After">The first selected segment after it as <c>HOUR/NAME</c>, or null if none was read.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<HoleFinding>))]
public sealed record HoleFinding(StreamId Stream, TimeRange Range, string? Before, string? After) : Finding;

/// <summary>A maximal range of the window that is covered, but not by full segments.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Range">The range.</param>
/// <param name="Class"><see cref="CoverageClass.Suspect"/> or <see cref="CoverageClass.Partial"/>.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<DegradedFinding>))]
public sealed record DegradedFinding(StreamId Stream, TimeRange Range, CoverageClass Class) : Finding;

/// <summary>A selected segment that starts before the greatest end so far, by more than the tolerance.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Range">The range it shares with what came before, clipped to the window.</param>
/// <param name="Segment">The segment as <c>HOUR/NAME</c>.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<OverlapFinding>))]
public sealed record OverlapFinding(StreamId Stream, TimeRange Range, string Segment) : Finding;

/// <summary>A segment whose name says full or suspect and carries the hash of nothing: a file without content. It counts as
/// partial.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Range">From its start to its end, as its name says.</param>
/// <param name="Path">The file as <c>HOUR/NAME</c>.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<EmptyFinding>))]
public sealed record EmptyFinding(StreamId Stream, TimeRange Range, string Path) : Finding;

/// <summary>A stream that has ended long before another quality of its channel.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Range">From its last end in the window to that of the other quality.</param>
/// <param name="Other">The quality that went on the longest.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<SilentFinding>))]
public sealed record SilentFinding(StreamId Stream, TimeRange Range, string Other) : Finding;

/// <summary>Segments of a stream that start after the moment of the audit: a clock is wrong, here or where they were recorded.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Range">From the first start of them to the greatest end.</param>
/// <param name="Segments">How many selected segments there are.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<FutureFinding>))]
public sealed record FutureFinding(StreamId Stream, TimeRange Range, long Segments) : Finding;

/// <summary>A <c>.ts</c> file whose name breaks the grammar.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Path">The file as <c>HOUR/NAME</c>.</param>
/// <param name="Cause">The first broken part, and what is wrong with it.</param>
/// <param name="Position">Where that part begins: bytes from the start of the name.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<BadNameFinding>))]
public sealed record BadNameFinding(StreamId Stream, string Path, string Cause, int Position) : Finding;

/// <summary>A directory below a quality that is not an hour, or a file where a directory should be.</summary>
/// <param name="Path">The entry, from the root of the archive.</param>
/// <param name="Cause">What should stand there.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<StrayFinding>))]
public sealed record StrayFinding(string Path, string Cause) : Finding;

/// <summary>An hour directory that is not as the ledger has it, although its identity and times say that nothing changed. The audit has
/// read everything anew.</summary>
/// <param name="Path">The directory, from the root of the archive.</param>
/// <param name="Cause">What differs.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<StaleLedgerFinding>))]
public sealed record StaleLedgerFinding(string Path, string Cause) : Finding;

/// <summary>A directory that could not be listed, an entry of which could not be told what it is, or a file that could not be sized where a
/// choice needed it. Never a hole; the audit is incomplete.</summary>
/// <param name="Path">The directory or file, from the root of the archive.</param>
/// <param name="Cause">Why.</param>
[JsonConverter(typeof(AuditRecordJsonConverter<UnreadableFinding>))]
public sealed record UnreadableFinding(string Path, string Cause) : Finding;
