using System.Text.Json.Serialization;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>What a host knows of the other copies of an archive at one moment.</summary>
[JsonConverter(typeof(ArchiveReplicasJsonConverter))]
public sealed record ArchiveReplicas
{
    /// <summary>Name of the archive.</summary>
    public required string Name { get; init; }

    /// <summary>Its other copies, in the order of the configuration.</summary>
    public required IReadOnlyList<ReplicaStatus> Replicas { get; init; }

    /// <summary>What the last comparison that came to its end found; null if there has been none.</summary>
    public ComparedRecord? Comparison { get; init; }

    /// <summary>When that comparison ended.</summary>
    public Timestamp? Compared { get; init; }

    /// <summary>When the last comparison ended in which all copies could be asked about everything.</summary>
    public Timestamp? ComparedWholly { get; init; }

    /// <summary>Whether a pass is under way.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Why the last pass failed; null if it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>When the next pass begins; null while one is under way.</summary>
    public Timestamp? Next { get; init; }

    /// <summary>How it is filled; null if it is only compared.</summary>
    public FillStatus? Fill { get; init; }
}

/// <summary>How another copy differed from an archive when they were compared last.</summary>
public sealed record ReplicaStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    public required string Location { get; init; }

    /// <summary>Streams that were compared.</summary>
    public int Streams { get; init; }

    /// <summary>Segments that it has and that were missing here.</summary>
    public long Missing { get; init; }

    /// <summary>Segments that it lacks.</summary>
    public long Extra { get; init; }

    /// <summary>Whether it could be asked about everything.</summary>
    public bool Complete { get; init; }

    /// <summary>Why not.</summary>
    public string? Cause { get; init; }

    /// <summary>When it was compared; null if it has not been.</summary>
    public Timestamp? Compared { get; init; }

    /// <summary>Files that it gave since the host started.</summary>
    public long Published { get; init; }

    /// <summary>How often it gave something else than a name promises, since the host started.</summary>
    public long Mismatches { get; init; }

    /// <summary>How often it could not be asked, since the host started.</summary>
    public long Errors { get; init; }
}

/// <summary>How an archive is being filled.</summary>
public sealed record FillStatus
{
    /// <summary>How far the pass under way is.</summary>
    public FillProgress Progress { get; init; }

    /// <summary>What the last pass has come to that came to an end; null if there has been none.</summary>
    public FilledRecord? Last { get; init; }

    /// <summary>When that pass ended.</summary>
    public Timestamp? Ended { get; init; }
}
