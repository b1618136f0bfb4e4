using System.Text.Json.Serialization;

namespace SegmentPipeline.Replicas;

/// <summary>What comparing copies of an archive, or filling one from others, tells.</summary>
/// <remarks>Source: semantics §9. Fields and types are only ever added.</remarks>
[JsonConverter(typeof(CopyRecordJsonConverter))]
public abstract record CopyRecord
{
    private protected CopyRecord()
    {
    }
}

/// <summary>A record of one stream.</summary>
public abstract record StreamCopyRecord : CopyRecord
{
    private protected StreamCopyRecord()
    {
    }

    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }
}

/// <summary>How a replica's copy of a stream differs from the one here.</summary>
public sealed record ReplicaRecord : StreamCopyRecord
{
    /// <summary>The replica.</summary>
    public required string Replica { get; init; }

    /// <summary>Hours that either of both has.</summary>
    public required long Hours { get; init; }

    /// <summary>Segments that both have, by name.</summary>
    public required long Same { get; init; }

    /// <summary>Segments that are missing here.</summary>
    public required long Missing { get; init; }

    /// <summary>Segments that are missing there.</summary>
    public required long Extra { get; init; }

    /// <summary>Segments that only one of both has and that a tombstone of any copy withdraws.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>Segments of one of both that the other has under a name that is their twin.</summary>
    public required long Twins { get; init; }

    /// <summary>Whether all hours of both could be read. If not, the figures are lower bounds.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why not, for the first hour that could not.</summary>
    public string? Cause { get; init; }
}

/// <summary>From where a hole of the stream can be filled.</summary>
public sealed record VerdictRecord : StreamCopyRecord
{
    /// <summary>The hole: a longest range of what is missing here.</summary>
    public required TimeRange Hole { get; init; }

    /// <summary>Its parts, in time order; they add up to it.</summary>
    public required IReadOnlyList<VerdictPart> Parts { get; init; }
}

/// <summary>A longest part of a hole with one verdict and one list.</summary>
public sealed record VerdictPart
{
    /// <summary>Its first moment.</summary>
    public required Timestamp Start { get; init; }

    /// <summary>The first moment after it.</summary>
    public required Timestamp End { get; init; }

    /// <summary>The verdict.</summary>
    public required HoleVerdict Verdict { get; init; }

    /// <summary>The replicas that cover all of it, by name; null unless it is fillable.</summary>
    public IReadOnlyList<string>? Replicas { get; init; }

    /// <summary>The qualities that cover all of it, best first: the one that covers most of the hole, then by name; null unless it is
    /// lower.</summary>
    public IReadOnlyList<string>? Qualities { get; init; }
}

/// <summary>The end of a comparison.</summary>
public sealed record ComparedRecord : CopyRecord
{
    /// <summary>Streams that were compared.</summary>
    public required int Streams { get; init; }

    /// <summary>Segments that are missing here, each counted once for each replica that has it.</summary>
    public required long Missing { get; init; }

    /// <summary>Segments that a replica lacks, added up over the replicas.</summary>
    public required long Extra { get; init; }

    /// <summary>Holes here.</summary>
    public required long Holes { get; init; }

    /// <summary>What the holes add up to, by verdict.</summary>
    public required VerdictMicroseconds Microseconds { get; init; }

    /// <summary>Whether every replica and this archive could be asked about everything.</summary>
    public required bool Complete { get; init; }
}

/// <summary>Lengths of the parts of holes, by verdict.</summary>
public sealed record VerdictMicroseconds
{
    /// <summary>What a replica covers.</summary>
    public long Fillable { get; init; }

    /// <summary>What only another quality covers.</summary>
    public long Lower { get; init; }

    /// <summary>What some replica could not tell of.</summary>
    public long Unknown { get; init; }

    /// <summary>What nobody has.</summary>
    public long Nowhere { get; init; }

    /// <summary>With a part added.</summary>
    internal VerdictMicroseconds Add(VerdictPart part)
    {
        var length = part.End.MicrosecondsSince(part.Start);
        return part.Verdict switch
        {
            HoleVerdict.Fillable => this with { Fillable = Fillable + length },
            HoleVerdict.Lower => this with { Lower = Lower + length },
            HoleVerdict.Unknown => this with { Unknown = Unknown + length },
            _ => this with { Nowhere = Nowhere + length },
        };
    }
}
