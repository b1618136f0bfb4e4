using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Takes what a filling tells that fetches nothing, and makes of it a plan: of any number of files in bounded memory. Many may
/// tell at once.</summary>
/// <param name="replicas">Names of the copies, in their order.</param>
internal sealed class FillPlanTally(IReadOnlyList<string> replicas) : IProgress<CopyRecord>, IProgress<FillProgress>
{
    /// <summary>How many files are kept to be asked for their size.</summary>
    internal const int MostSamples = 64;

    private readonly Lock _lock = new();
    private readonly long[] _files = new long[replicas.Count];
    private readonly List<FillRecord> _samples = [];
    private readonly PriorityQueue<PlannedHole, long> _holes = new();
    private FillProgress _progress;
    private long _wanted;
    private long _every = 1;
    private long _closed;
    private long _holeCount;
    private string? _cause;

    /// <summary>How far it is.</summary>
    internal FillProgress Progress
    {
        get
        {
            lock (_lock) return _progress;
        }
    }

    /// <summary>Files that stand for all, evenly chosen; all of them if there are no more.</summary>
    internal IReadOnlyList<FillRecord> Samples
    {
        get
        {
            lock (_lock) return [.. _samples];
        }
    }

    public void Report(CopyRecord value)
    {
        lock (_lock)
        {
            switch (value)
            {
                case FillRecord { State: FillState.Wanted } record:
                    Add(record);
                    break;
                case FillRecord { State: FillState.Failed } record:
                    _cause ??= record.Cause;
                    break;
                case ReplicaRecord { Cause: { } cause } record:
                    _cause ??= $"{record.Replica}: {cause}";
                    break;
                case VerdictRecord record:
                    Add(record);
                    break;
            }
        }
    }

    public void Report(FillProgress value)
    {
        lock (_lock) _progress = value;
    }

    /// <summary>The plan; nothing more may be told.</summary>
    /// <param name="made">When it is made.</param>
    /// <param name="sampledBytes">How many bytes the samples have; null if that is not known of each.</param>
    /// <param name="mostFiles">How many files one filling fetches at most.</param>
    internal PlannedFill ToPlan(Timestamp made, long? sampledBytes, long? mostFiles)
    {
        lock (_lock)
        {
            return new PlannedFill
            {
                Made = made,
                Files = _wanted,
                Bytes = _wanted == 0 ? 0 : sampledBytes is { } bytes ? (long)((Int128)bytes * _wanted / _samples.Count) : null,
                AreBytesExact = _wanted == 0 || (sampledBytes is not null && _samples.Count == _wanted),
                ClosedMicroseconds = _closed,
                HoleCount = _holeCount,
                Holes = [.. _holes.UnorderedItems.Select(one => one.Element)
                    .OrderByDescending(hole => hole.ClosedMicroseconds).ThenBy(hole => hole.Range.Start).ThenBy(hole => hole.Stream)],
                Copies = [.. replicas.Zip(_files, (name, files) => new PlannedCopy { Name = name, Files = files })
                    .Where(copy => copy.Files > 0)],
                Cause = _cause is null ? null : VisibleText.MakeVisible(_cause),
                MostFiles = mostFiles,
            };
        }
    }

    private void Add(FillRecord record)
    {
        var at = 0;
        while (at < replicas.Count && replicas[at] != record.Replica) at++;
        if (at < replicas.Count) _files[at]++;
        if (_wanted++ % _every != 0) return;
        if (_samples.Count == MostSamples) Thin();
        _samples.Add(record);
    }

    /// <summary>Keeps every other sample, and takes half as many from now on.</summary>
    private void Thin()
    {
        for (var at = 0; at < MostSamples / 2; at++) _samples[at] = _samples[2 * at];
        _samples.RemoveRange(MostSamples / 2, MostSamples / 2);
        _every *= 2;
    }

    private void Add(VerdictRecord record)
    {
        var parts = record.Parts.Where(part => part.Verdict == HoleVerdict.Fillable).ToList();
        if (parts.Count == 0) return;
        var closed = parts.Sum(part => part.End.MicrosecondsSince(part.Start));
        _closed += closed;
        _holeCount++;
        var hole = new PlannedHole
        {
            Stream = record.Stream,
            Range = record.Hole,
            ClosedMicroseconds = closed,
            Copies = [.. parts.SelectMany(part => part.Replicas ?? []).Distinct(StringComparer.Ordinal)],
        };
        _holes.Enqueue(hole, closed);
        if (_holes.Count > PlannedFill.MostHoles) _holes.Dequeue();
    }
}
