using System.Text.Json.Serialization;

namespace SegmentPipeline.Replicas;

/// <summary>What is told of a fleet: many nodes, each with its own copy of the same streams.</summary>
/// <remarks>Source: semantics §10. Fields and types are only ever added.</remarks>
[JsonConverter(typeof(FleetRecordJsonConverter))]
public abstract record FleetRecord
{
    private protected FleetRecord()
    {
    }
}

/// <summary>What became of asking a node.</summary>
public sealed record NodeRecord : FleetRecord
{
    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Name of its archive, if it is known.</summary>
    public string? Archive { get; init; }

    /// <summary>When its audit began; null if there was none, or it is not known.</summary>
    public Timestamp? AsOf { get; init; }

    /// <summary>Whether it said anything.</summary>
    public required bool Answered { get; init; }

    /// <summary>Whether it said everything.</summary>
    public required bool Complete { get; init; }

    /// <summary>What the node calls the run, if it is known.</summary>
    public string? Run { get; init; }

    /// <summary>Why it says nothing, or not all; null if it says all.</summary>
    public string? Cause { get; init; }

    /// <summary>What it found in its files; null if it was not asked, or has not answered.</summary>
    public ContentFigures? Contents { get; init; }
}

/// <summary>A corrupt file of a node.</summary>
/// <remarks>Source: docs/verification.md §2. The node itself tells more of it.</remarks>
public sealed record FleetCorruptRecord : FleetRecord
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Where the file lies below the root of the node's archive. It is what the node says: nothing to open.</summary>
    public required string Path { get; init; }

    /// <summary>Start and end as the name says them.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Whether the segment is the best of its start.</summary>
    public required bool IsSelected { get; init; }

    /// <summary>Words of what is wrong; at least one.</summary>
    public required IReadOnlyList<string> Causes { get; init; }
}

/// <summary>The figures of what all nodes have found in their files. The last record of a verification.</summary>
public sealed record FleetContentsRecord : FleetRecord
{
    /// <summary>How many nodes were asked.</summary>
    public required int Nodes { get; init; }

    /// <summary>How many of them said anything.</summary>
    public required int Answered { get; init; }

    /// <summary>The figures of all of them.</summary>
    public required ContentFigures Contents { get; init; }

    /// <summary>Whether every node has read all.</summary>
    public required bool Complete { get; init; }

    /// <summary>The exit code: 3 if it is not complete, else 1 with a corrupt file, else 0.</summary>
    public required int Exit { get; init; }
}

/// <summary>A range of a stream of the fleet.</summary>
public abstract record FleetRangeRecord : FleetRecord
{
    private protected FleetRangeRecord()
    {
    }

    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }
}

/// <summary>A longest range that every node says nothing covers. It is gone.</summary>
public sealed record FleetHoleRecord : FleetRangeRecord;

/// <summary>A longest range that exactly one and the same node covers. It hangs by one disk. No finding.</summary>
public sealed record SingleRecord : FleetRangeRecord
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }
}

/// <summary>A longest range that the same nodes cover, and fewer of them than there should be copies.</summary>
public sealed record ThinRecord : FleetRangeRecord
{
    /// <summary>The nodes, by name; at least one.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }
}

/// <summary>From where a hole of a node's copy can be filled.</summary>
public sealed record FleetVerdictRecord : FleetRecord
{
    /// <summary>The node whose copy has the hole.</summary>
    public required string Node { get; init; }

    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The hole: a longest range that the node says it does not cover.</summary>
    public required TimeRange Hole { get; init; }

    /// <summary>Its parts, in time order; they add up to it. Replicas are nodes.</summary>
    public required IReadOnlyList<VerdictPart> Parts { get; init; }
}

/// <summary>The figures of a stream of the fleet. What is told of it stands before.</summary>
public sealed record FleetStreamRecord : FleetRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Its window; null if no node has one.</summary>
    public TimeRange? Window { get; init; }

    /// <summary>The classes of the fleet; they add up to the window.</summary>
    public required ClassMicroseconds Microseconds { get; init; }

    /// <summary>Microseconds that nobody covers or that are not known, that one node covers, that two cover, and so on up to all nodes;
    /// they add up to the window.</summary>
    public required IReadOnlyList<long> Copies { get; init; }
}

/// <summary>The figures of the fleet. The last record.</summary>
public sealed record FleetSummaryRecord : FleetRecord
{
    /// <summary>How many nodes were asked.</summary>
    public required int Nodes { get; init; }

    /// <summary>How many of them said anything.</summary>
    public required int Answered { get; init; }

    /// <summary>Streams that any node has.</summary>
    public required int Streams { get; init; }

    /// <summary>The classes of all windows.</summary>
    public required ClassMicroseconds Microseconds { get; init; }

    /// <summary>Microseconds by the number of copies, of all streams.</summary>
    public required IReadOnlyList<long> Copies { get; init; }

    /// <summary>How many <see cref="FleetHoleRecord"/>s.</summary>
    public required long Holes { get; init; }

    /// <summary>How many <see cref="ThinRecord"/>s.</summary>
    public required long Thin { get; init; }

    /// <summary>Whether every node said everything.</summary>
    public required bool Complete { get; init; }

    /// <summary>The exit code of a command that has asked: 3 if a node could not say everything, else 2 if there was nothing to audit, else
    /// 1 if something is gone or thin, else 0.</summary>
    public required int Exit { get; init; }
}
