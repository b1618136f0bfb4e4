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

    /// <summary>A file that a verification has found corrupt since.</summary>
    Corrupted,

    /// <summary>A file that was corrupt and is not any more, be it that it is gone.</summary>
    Mended,

    /// <summary>A hole that is no more since it is not expected any more to be covered, be it in part; nothing came to cover
    /// that.</summary>
    Excused,
}

/// <summary>Why a file is not corrupt any more.</summary>
[JsonConverter(typeof(WordJsonConverter<Mending>))]
public enum Mending
{
    /// <summary>A filling put a copy in its place, and a verification found that right.</summary>
    Replaced,

    /// <summary>A verification found it right; nobody has noted who mended it.</summary>
    Verified,

    /// <summary>It is not there any more, or withdrawn.</summary>
    Gone,
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
    /// <see cref="CoverageClass.Partial"/> for degraded ranges; null for files.</summary>
    public required CoverageClass? Class { get; init; }

    /// <summary>The range as it is now; of a healed one, as it was; of a file what its name says.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The range as it was; null for a new one, for lost coverage and for files.</summary>
    public TimeRange? Previous { get; init; }

    /// <summary>Of lost coverage, how many of the segments that covered it are not there any more; else zero.</summary>
    public long VanishedFiles { get; init; }

    /// <summary>The first thousand of these, in time order.</summary>
    public IReadOnlyList<EntryPath> Vanished { get; init; } = [];

    /// <summary>Of a finding that healed or covers less, the other copies of the archive from which segments came since that lie in what
    /// healed, by name; of a file that was replaced, the one that gave it. None if the recorder brought them, or nobody knows.</summary>
    public IReadOnlyList<string> Replicas { get; init; } = [];

    /// <summary>The file that was corrupted or mended, and what was found of it last; null of the other changes.</summary>
    public CorruptFile? File { get; init; }

    /// <summary>Why it is not corrupt any more; null of the other changes.</summary>
    public Mending? Mending { get; init; }
}
