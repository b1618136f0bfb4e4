using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>How a range differs from the last complete audit.</summary>
[JsonConverter(typeof(WordJsonConverter<DeltaChange>))]
public enum DeltaChange
{
    /// <summary>A finding where there was none.</summary>
    New,

    /// <summary>A finding that covers more than it did.</summary>
    Grown,

    /// <summary>A finding that covers less than it did.</summary>
    Shrunk,

    /// <summary>A finding that is no more.</summary>
    Healed,

    /// <summary>Time that was covered and is not any more.</summary>
    Lost,
}

/// <summary>One difference from the last complete audit recorded in a ledger. Stands between the streams and the summary.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<DeltaRecord>))]
public sealed record DeltaRecord : AuditRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>What became of the range.</summary>
    public required DeltaChange Change { get; init; }

    /// <summary><see cref="CoverageClass.Missing"/> for holes and lost coverage; <see cref="CoverageClass.Suspect"/> or
    /// <see cref="CoverageClass.Partial"/> for degraded ranges.</summary>
    public required CoverageClass Class { get; init; }

    /// <summary>The range as it is now; of a healed one, as it was.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The range as it was; null for a new one and for lost coverage.</summary>
    public TimeRange? Previous { get; init; }

    /// <summary>Of lost coverage, how many of the segments that covered it are not there any more; else zero.</summary>
    public long VanishedFiles { get; init; }

    /// <summary>The first thousand of these, in time order.</summary>
    public IReadOnlyList<EntryPath> Vanished { get; init; } = [];

    /// <summary>Of a finding that healed or covers less, the other copies of the archive from which segments came since that lie in what
    /// healed, by name; none if the recorder brought them, or nobody knows.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];
}
