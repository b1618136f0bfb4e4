using System.Text.Json.Serialization;

namespace SegmentPipeline.Scheduling;

/// <summary>What filling an archive would have done at one moment.</summary>
[JsonConverter(typeof(PlannedFillJsonConverter))]
public sealed record PlannedFill
{
    /// <summary>How many holes are told of: those of which most would be closed.</summary>
    public const int MostHoles = 100;

    /// <summary>When that was.</summary>
    public required Timestamp Made { get; init; }

    /// <summary>How many files would be fetched.</summary>
    public required long Files { get; init; }

    /// <summary>How many bytes they have; null if no copy says so.</summary>
    public long? Bytes { get; init; }

    /// <summary>Whether each of them was asked about. If not, the bytes follow from some of them, evenly chosen.</summary>
    public bool AreBytesExact { get; init; }

    /// <summary>How much of what is missing they cover.</summary>
    public required long ClosedMicroseconds { get; init; }

    /// <summary>How many holes that is of.</summary>
    public required long HoleCount { get; init; }

    /// <summary>Those of which most would be closed first, <see cref="MostHoles"/> at most.</summary>
    public required IReadOnlyList<PlannedHole> Holes { get; init; }

    /// <summary>The copies that would give something, in the order of the configuration.</summary>
    public required IReadOnlyList<PlannedCopy> Copies { get; init; }

    /// <summary>Why a copy could not be asked about everything; null if all could.</summary>
    public string? Cause { get; init; }

    /// <summary>How many files one filling fetches at most; null: all.</summary>
    public long? MostFiles { get; init; }
}

/// <summary>A hole that would be closed, wholly or in part.</summary>
public sealed record PlannedHole
{
    /// <summary>Its stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The whole of it.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>How much of it would be closed.</summary>
    public required long ClosedMicroseconds { get; init; }

    /// <summary>The copies that have some of that.</summary>
    public required IReadOnlyList<string> Copies { get; init; }
}

/// <summary>What a copy would give.</summary>
public sealed record PlannedCopy
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How many files; each is counted for one copy that has it.</summary>
    public required long Files { get; init; }
}
