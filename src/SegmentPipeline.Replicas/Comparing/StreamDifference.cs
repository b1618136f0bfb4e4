namespace SegmentPipeline.Replicas;

/// <summary>Adds up how one replica's copy of a stream differs.</summary>
internal sealed class StreamDifference(string replica)
{
    private long _hours;
    private long _same;
    private long _missing;
    private long _extra;
    private long _withdrawn;
    private long _twins;
    private string? _cause;

    /// <summary>Begins to add up a stream, for each replica in their order.</summary>
    internal static List<StreamDifference> Begin(StreamCopies copies, IEnumerable<string> replicas)
    {
        var differences = replicas.Select(replica => new StreamDifference(replica)).ToList();
        for (var at = 0; at < differences.Count; at++)
        {
            differences[at].Fail(copies.Here.Cause is { } cause ? $"here: {cause}" : null);
            differences[at].Fail(copies.There[at].Cause);
        }

        return differences;
    }

    /// <summary>Says that the replica could not be asked, and why.</summary>
    internal void Fail(string? cause) => _cause ??= cause;

    /// <summary>Adds an hour.</summary>
    internal void Add(HourDifference hour)
    {
        if (hour.IsInEither) _hours++;
        _same += hour.Same;
        _missing += hour.Missing.Count;
        _extra += hour.ExtraCount;
        _withdrawn += hour.Withdrawn;
        _twins += hour.Twins;
        Fail(hour.Cause);
    }

    internal ReplicaRecord ToRecord(StreamId stream) => new()
    {
        Stream = stream,
        Replica = replica,
        Hours = _hours,
        Same = _same,
        Missing = _missing,
        Extra = _extra,
        Withdrawn = _withdrawn,
        Twins = _twins,
        Complete = _cause is null,
        Cause = _cause,
    };
}
