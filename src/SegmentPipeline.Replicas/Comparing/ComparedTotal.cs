namespace SegmentPipeline.Replicas;

/// <summary>Adds up what a comparison tells.</summary>
internal sealed class ComparedTotal
{
    private ComparedRecord _total = new()
    {
        Streams = 0,
        Missing = 0,
        Extra = 0,
        Holes = 0,
        Microseconds = new VerdictMicroseconds(),
        Complete = true,
    };

    /// <summary>Adds a stream, of which the records follow.</summary>
    internal void AddStream() => _total = _total with { Streams = _total.Streams + 1 };

    /// <summary>Adds a record of a stream.</summary>
    internal void Add(StreamCopyRecord record)
    {
        if (record is ReplicaRecord replica) Add(replica);
        else if (record is VerdictRecord verdict) Add(verdict);
    }

    /// <summary>The end.</summary>
    /// <param name="areAllAsked">Whether every replica could say which streams it has.</param>
    internal ComparedRecord ToRecord(bool areAllAsked) => _total with { Complete = _total.Complete && areAllAsked };

    private void Add(ReplicaRecord record) => _total = _total with
    {
        Missing = _total.Missing + record.Missing,
        Extra = _total.Extra + record.Extra,
        Complete = _total.Complete && record.Complete,
    };

    private void Add(VerdictRecord record) => _total = _total with
    {
        Holes = _total.Holes + 1,
        Microseconds = record.Parts.Aggregate(_total.Microseconds, (sum, part) => sum.Add(part)),
    };
}
