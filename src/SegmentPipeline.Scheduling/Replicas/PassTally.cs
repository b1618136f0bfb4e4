using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Takes what one pass tells. Many may tell at once.</summary>
/// <param name="replicas">Names of the other copies, in their order.</param>
internal sealed class PassTally(IReadOnlyList<string> replicas) : IProgress<CopyRecord>, IProgress<FillProgress>
{
    private readonly Lock _lock = new();
    private readonly List<ReplicaTally> _replicas = [.. replicas.Select(_ => new ReplicaTally())];
    private FillProgress _progress;

    /// <summary>Whether somebody has asked for the pass.</summary>
    internal bool IsAsked { get; init; }

    /// <summary>What the pass tells of each copy, in their order; to be read when the pass has ended.</summary>
    internal IReadOnlyList<ReplicaTally> Replicas => _replicas;

    /// <summary>What there is to record of filling; to be read when the pass has ended.</summary>
    internal FillRunTally Fill { get; init; } = new();

    /// <summary>The end of the comparison; null as long as there is none.</summary>
    internal ComparedRecord? Compared { get; private set; }

    /// <summary>What the comparison said of holes; to be read when the pass has ended.</summary>
    internal List<VerdictRecord> Verdicts { get; } = [];

    /// <summary>The end of filling; null as long as there is none.</summary>
    internal FilledRecord? Filled { get; private set; }

    /// <summary>How far it is.</summary>
    internal FillProgress Progress
    {
        get
        {
            lock (_lock) return _progress;
        }
    }

    public void Report(CopyRecord value)
    {
        lock (_lock)
        {
            Fill.Add(value);
            switch (value)
            {
                case ReplicaRecord record:
                    Find(record.Replica)?.Add(record);
                    break;
                case FillRecord record:
                    Find(record.Replica)?.Add(record);
                    break;
                case VerdictRecord record:
                    if (Verdicts.Count <= VerdictQueue.Most) Verdicts.Add(record);
                    break;
                case ComparedRecord record:
                    Compared = record;
                    break;
                case FilledRecord record:
                    Filled = record;
                    break;
            }
        }
    }

    public void Report(FillProgress value)
    {
        lock (_lock) _progress = value;
    }

    /// <summary>Adds how often a copy could not give a file.</summary>
    internal void AddErrors(string replica, long count)
    {
        lock (_lock) Find(replica)?.AddErrors(count);
    }

    private ReplicaTally? Find(string? replica)
    {
        for (var at = 0; at < replicas.Count; at++)
        {
            if (replicas[at] == replica) return _replicas[at];
        }

        return null;
    }
}
