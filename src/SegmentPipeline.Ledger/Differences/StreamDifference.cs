namespace SegmentPipeline.Ledger;

/// <summary>How a stream differs from the last complete run, and what the ledger is to change if this run is complete too.</summary>
internal sealed class StreamDifference
{
    private static readonly CoverageClass[] Classes = [CoverageClass.Missing, CoverageClass.Suspect, CoverageClass.Partial];

    private readonly List<RangeDelta> _deltas = [];

    internal StreamDifference(StreamId stream, StreamSightings sightings, StreamBase known, RunScope scope, IReadOnlyList<TimeRange> unknown, bool hasBase)
    {
        Stream = stream;
        Base = known;
        Figures = sightings.Figures;
        Scope = scope.TimeOf(Figures?.Window);
        for (var kind = LedgerFindingKind.Hole; kind <= LedgerFindingKind.Partial; kind++)
        {
            var comparison = new RangeComparison(Classes[(int)kind], Figures?.Window, unknown);
            comparison.Compare(known.Of(kind), sightings.Of(kind));
            if (hasBase) _deltas.AddRange(comparison.Deltas);
            Edits.AddRange(comparison.Edits.Select(edit => (kind, edit)));
        }

        if (hasBase) _deltas.AddRange(Lost(sightings, known, scope, unknown));
        _deltas.Sort((left, right) => Order(left).CompareTo(Order(right)));
        foreach (var delta in _deltas) Counts = Counts.Plus(delta.Change, delta.Range);
    }

    internal StreamId Stream { get; }

    /// <summary>What it was compared with.</summary>
    internal StreamBase Base { get; }

    /// <summary>The figures; null if the stream is gone.</summary>
    internal StreamRecord? Figures { get; }

    /// <summary>The time that was judged.</summary>
    internal TimeRange Scope { get; }

    /// <summary>In time order.</summary>
    internal IReadOnlyList<RangeDelta> Deltas => _deltas;

    internal DeltaCounts Counts { get; }

    internal List<(LedgerFindingKind Kind, RangeEdit Edit)> Edits { get; } = [];

    /// <summary>Time that was covered and is not now, also where an open window does not reach any more, but not what lies in hours that could not be
    /// read, or in the hour after them, into which their segments may reach. What is not longer than the tolerance is contiguous, so not lost.</summary>
    private IEnumerable<RangeDelta> Lost(StreamSightings sightings, StreamBase known, RunScope scope, IReadOnlyList<TimeRange> unknown)
    {
        var window = Figures?.Window is { } audited ? new[] { audited } : [];
        var holesBefore = RangeSets.Union(known.Of(LedgerFindingKind.Hole).Select(row => row.Range));
        var covered = RangeSets.Subtract(RangeSets.Intersect(known.Ranges, [Scope]), holesBefore);
        var uncovered = RangeSets.Union(sightings.Of(LedgerFindingKind.Hole).Concat(RangeSets.Subtract([Scope], window)));
        var untold = RangeSets.Union(unknown.Select(range => range with { End = range.End.AddMicroseconds(Timestamp.MicrosecondsPerHour) }));
        var tolerance = Math.Max(known.ToleranceMicroseconds, scope.ToleranceMicroseconds);
        return RangeSets.Subtract(RangeSets.Intersect(covered, uncovered), untold)
            .Where(range => range.Microseconds > tolerance)
            .Select(range => new RangeDelta(DeltaChange.Lost, CoverageClass.Missing, range, null));
    }

    private static (Timestamp Start, CoverageClass Class, DeltaChange Change) Order(RangeDelta delta) => (delta.Range.Start, delta.Class, delta.Change);
}
