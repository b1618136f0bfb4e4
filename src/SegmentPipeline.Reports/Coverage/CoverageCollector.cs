namespace SegmentPipeline.Reports;

/// <summary>Collects from the records of an audit what is covered of each stream.</summary>
/// <remarks>
/// Memory is bounded: when there are more spans than a capacity, those in the same step of time are pooled into one, and the step grows
/// until they fit. Pooling keeps the microseconds of each class, so nothing missing is ever lost; only where exactly it lies becomes
/// coarser.
/// </remarks>
/// <param name="capacity">How many spans are kept, at least one a stream.</param>
public sealed class CoverageCollector(int capacity = CoverageCollector.DefaultCapacity)
{
    /// <summary>The capacity unless another is given.</summary>
    /// <value>One million spans.</value>
    public const int DefaultCapacity = 1_000_000;

    private const long FirstStepMicroseconds = 1_000_000;
    private const long LargestStepMicroseconds = 1000L * 366 * 86_400 * 1_000_000;

    private readonly List<CoverageLane> _lanes = [];
    private List<CoverageSpan> _spans = [];
    private CorruptRanges _corrupt = new();
    private int _held;
    private long _step;

    /// <summary>The streams that have ended so far, in the order of the report.</summary>
    public IReadOnlyList<CoverageLane> Lanes => _lanes;

    /// <summary>Length of the steps within which spans have been pooled; zero as long as every span is exact.</summary>
    public TimeSpan Step => TimeSpan.FromMicroseconds(_step);

    /// <summary>Takes the next record of the audit.</summary>
    /// <param name="record">The record; those that say nothing of coverage are passed over.</param>
    public void Add(AuditRecord record)
    {
        switch (record)
        {
            case HoleFinding hole: Add(hole.Range, CoverageClass.Missing); break;
            case DegradedFinding degraded: Add(degraded.Range, degraded.Class); break;
            case UnknownRecord unknown: Add(unknown.Range, CoverageClass.Unknown); break;
            case OffRecord off: Add(off.Range, CoverageClass.Off); break;
            case CorruptFinding { File: { IsSelected: true } file }: AddCorrupt(file.Range); break;
            case StreamRecord stream: End(stream); break;
        }
    }

    private void AddCorrupt(TimeRange range)
    {
        var before = _corrupt.Count;
        _corrupt.Add(range, _step);
        _held += _corrupt.Count - before;
        PoolWhileTooMany();
    }

    private void Add(TimeRange range, CoverageClass @class)
    {
        var before = _spans.Count;
        Append(_spans, new CoverageSpan { Range = range, Microseconds = TimeOf(@class, range.Microseconds) });
        _held += _spans.Count - before;
        PoolWhileTooMany();
    }

    private void PoolWhileTooMany()
    {
        while (_held > capacity && Pool())
        {
        }
    }

    private void End(StreamRecord stream)
    {
        var corrupt = _corrupt.Pooled(_step);
        _held += corrupt.Count - _corrupt.Count;
        _lanes.Add(new CoverageLane
        {
            Stream = stream.Stream,
            Window = stream.Window,
            Microseconds = stream.Microseconds,
            Spans = _spans,
            Corrupt = corrupt,
        });
        (_spans, _corrupt) = ([], new CorruptRanges());
    }

    /// <summary>Pools everything in larger steps.</summary>
    /// <returns>Whether there was a larger step: one of a thousand years is the largest, beyond which there is one span a stream.</returns>
    private bool Pool()
    {
        if (_step >= LargestStepMicroseconds) return false;
        _step = _step == 0 ? FirstStepMicroseconds : 4 * _step;
        _spans = Pooled(_spans);
        _corrupt = new CorruptRanges(_corrupt.Pooled(_step));
        for (var i = 0; i < _lanes.Count; i++)
        {
            var corrupt = new CorruptRanges(_lanes[i].Corrupt).Pooled(_step);
            _lanes[i] = _lanes[i] with { Spans = Pooled(_lanes[i].Spans), Corrupt = corrupt };
        }

        _held = _spans.Count + _corrupt.Count + _lanes.Sum(lane => lane.Spans.Count + lane.Corrupt.Count);
        return true;
    }

    private List<CoverageSpan> Pooled(IReadOnlyList<CoverageSpan> spans)
    {
        var pooled = new List<CoverageSpan>();
        foreach (var span in spans) Append(pooled, span);
        return pooled;
    }

    private void Append(List<CoverageSpan> spans, CoverageSpan span)
    {
        if (spans.Count > 0 && IsSameStep(spans[^1].Range.Start, span.Range.Start)) spans[^1] = Joined(spans[^1], span);
        else spans.Add(span);
    }

    private bool IsSameStep(Timestamp first, Timestamp second) =>
        _step > 0 && first.UnixMicroseconds / _step == second.UnixMicroseconds / _step;

    private static CoverageSpan Joined(CoverageSpan first, CoverageSpan second)
    {
        var between = second.Range.Start.MicrosecondsSince(first.Range.End);
        return new CoverageSpan
        {
            Range = new TimeRange(first.Range.Start, second.Range.End),
            Microseconds = first.Microseconds + second.Microseconds + TimeOf(CoverageClass.Full, between),
        };
    }

    private static ClassMicroseconds TimeOf(CoverageClass @class, long microseconds) => @class switch
    {
        CoverageClass.Full => new ClassMicroseconds { Full = microseconds, },
        CoverageClass.Suspect => new ClassMicroseconds { Suspect = microseconds, },
        CoverageClass.Partial => new ClassMicroseconds { Partial = microseconds, },
        CoverageClass.Missing => new ClassMicroseconds { Missing = microseconds, },
        CoverageClass.Off => new ClassMicroseconds { Off = microseconds },
        _ => new ClassMicroseconds { Unknown = microseconds },
    };
}
