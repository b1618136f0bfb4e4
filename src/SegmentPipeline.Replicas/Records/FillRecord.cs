using System.Text.Json.Serialization;

namespace SegmentPipeline.Replicas;

/// <summary>What became of one name.</summary>
[JsonConverter(typeof(WordJsonConverter<FillState>))]
public enum FillState
{
    /// <summary>It would be fetched.</summary>
    Wanted,

    /// <summary>It is here now, whole and verified.</summary>
    Published,

    /// <summary>Somebody else brought it meanwhile.</summary>
    Present,

    /// <summary>The tombstone of a segment is here now.</summary>
    Tombstone,

    /// <summary>A peer gave something else than the name promises; another peer may give it.</summary>
    Mismatch,

    /// <summary>A replica could not be asked about something, or its tombstones are not followed there; the path is of a stream or an
    /// hour.</summary>
    Failed,

    /// <summary>No peer gave it. It is tried again next time.</summary>
    Unfillable,

    /// <summary>It has taken the place of a file that was not what its name promises; that one is in quarantine.</summary>
    Replaced,
}

/// <summary>What became of one name, or of one attempt to fetch it.</summary>
public sealed record FillRecord : CopyRecord
{
    /// <summary>Where it belongs, <c>CHANNEL/QUALITY/HOUR/NAME</c>; of what is about more than a name, the stream or the hour.</summary>
    public required string Path { get; init; }

    /// <summary>What became of it.</summary>
    public required FillState State { get; init; }

    /// <summary>The replica that gave it, or did not; null if it is about none.</summary>
    public string? Replica { get; init; }

    /// <summary>Bytes that came.</summary>
    public long Bytes { get; init; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether some replica could not be asked for it: another time it may give it.</summary>
    internal bool IsUnasked { get; init; }
}

/// <summary>The end of filling.</summary>
public sealed record FilledRecord : CopyRecord
{
    /// <summary>Segments that were missing here.</summary>
    public required long Wanted { get; init; }

    /// <summary>Segments that were published.</summary>
    public required long Published { get; init; }

    /// <summary>Tombstones that were written.</summary>
    public required long Tombstones { get; init; }

    /// <summary>How often a peer gave something else than a name promises.</summary>
    public required long Mismatches { get; init; }

    /// <summary>Segments that no peer gave.</summary>
    public required long Unfillable { get; init; }

    /// <summary>Segments that took the place of corrupt files.</summary>
    public long Replaced { get; init; }

    /// <summary>Bytes of all that was published or replaced.</summary>
    public required long Bytes { get; init; }

    /// <summary>By how much less is missing now.</summary>
    public required long HolesClosedMicroseconds { get; init; }

    /// <summary>Whether every replica could be asked about everything, and nothing that is wanted was left for another time.</summary>
    public required bool Complete { get; init; }

    /// <summary>The exit code of a command that has done this.</summary>
    public required int Exit { get; init; }
}
