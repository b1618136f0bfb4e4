using System.Text.Json.Serialization;

namespace SegmentPipeline.Ledger;

/// <summary>A corrupt file and its life span.</summary>
[JsonConverter(typeof(LedgerCorruptJsonConverter))]
public sealed record LedgerCorrupt
{
    /// <summary>Its number; what was found later has a greater one.</summary>
    public long Id { get; init; }

    /// <summary>The file, as the last run that read it found it.</summary>
    public required CorruptFile File { get; init; }

    /// <summary>The run that found it first.</summary>
    public required long FirstRun { get; init; }

    /// <summary>When that was.</summary>
    public required Timestamp FirstSeen { get; init; }

    /// <summary>The last run that found it.</summary>
    public required long LastRun { get; init; }

    /// <summary>When that was.</summary>
    public required Timestamp LastSeen { get; init; }

    /// <summary>The run that found it right, or not there any more; null if none has.</summary>
    public long? ClosedRun { get; init; }

    /// <summary>When that was, or null.</summary>
    public Timestamp? Closed { get; init; }

    /// <summary>When a filling last put a copy in its place, or null.</summary>
    public Timestamp? Replaced { get; init; }

    /// <summary>Name of the replica that gave that copy, or null.</summary>
    public string? ReplacedFrom { get; init; }
}

/// <summary>Which corrupt files to read.</summary>
public sealed record LedgerCorruptFilter
{
    /// <summary>Only those of one stream.</summary>
    /// <value>Null: of all.</value>
    public StreamId? Stream { get; init; }

    /// <summary>Only those that end after this moment.</summary>
    /// <value>Null: all.</value>
    public Timestamp? From { get; init; }

    /// <summary>Only those that start before this moment.</summary>
    /// <value>Null: all.</value>
    public Timestamp? To { get; init; }

    /// <summary>Only those with a greater number than this.</summary>
    /// <value>Null: from the first on.</value>
    public long? After { get; init; }

    /// <summary>Only those that no verification has found right or gone since.</summary>
    /// <value>True.</value>
    public bool OpenOnly { get; init; } = true;
}
