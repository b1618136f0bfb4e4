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

    /// <summary>Says that the replica could not be asked, and why.</summary>
    internal void Fail(string? cause) => _cause ??= cause;

    /// <summary>Adds an hour.</summary>
    internal void Add(HourDifference hour)
    {
        if (hour.IsInEither) _hours++;
        _same += hour.Same;
        _missing += hour.Missing.Count;
        _extra += hour.Extra.Count;
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
