namespace SegmentPipeline.Ledger;

/// <summary>How a stream differs from the last complete run, and what the ledger is to change if this run is complete too.</summary>
internal sealed class StreamDifference
{
    private static readonly CoverageClass[] Classes = [CoverageClass.Missing, CoverageClass.Suspect, CoverageClass.Partial];

    private readonly List<RangeDelta> _deltas = [];

    internal StreamDifference(
        StreamId stream,
        StreamSightings sightings,
        StreamBase known,
        RunScope scope,
        IReadOnlyList<TimeRange> unknown,
        bool hasBase)
    {
        Stream = stream;
        Base = known;
        Figures = sightings.Figures;
        Scope = scope.TimeOf(Figures?.Window);
        Off = sightings.Off;
        for (var kind = LedgerFindingKind.Hole; kind <= LedgerFindingKind.Partial; kind++)
        {
            var comparison = new RangeComparison(Classes[(int)kind], Figures?.Window, unknown);
            if (kind == LedgerFindingKind.Hole) comparison.Off = Off;
            comparison.Compare(known.RangesOf(kind), sightings.RangesOf(kind));
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

    /// <summary>What of it is neither covered nor expected.</summary>
    internal IReadOnlyList<TimeRange> Off { get; }

    /// <summary>In time order.</summary>
    internal IReadOnlyList<RangeDelta> Deltas => _deltas;

    /// <summary>Files that were corrupted or mended; they are told after <see cref="Deltas"/>.</summary>
    internal IReadOnlyList<FileDelta> Files { get; private set; } = [];

    internal DeltaCounts Counts { get; private set; }

    internal List<(LedgerFindingKind Kind, RangeEdit Edit)> Edits { get; } = [];

    /// <summary>Takes the files that were corrupted or mended.</summary>
    internal void Add(IReadOnlyList<FileDelta> files)
    {
        Files = files;
        foreach (var file in files) Counts = Counts.Plus(file.Change, file.Range);
    }

    /// <summary>Time that was covered and is not now, also where an open window does not reach any more, but not what lies in hours that
    /// could not be read, or in the hour after them, into which their segments may reach. What is not longer than the tolerance is
    /// contiguous, so not lost. What was expected does not matter: what was there is gone.</summary>
    private IEnumerable<RangeDelta> Lost(StreamSightings sightings, StreamBase known, RunScope scope, IReadOnlyList<TimeRange> unknown)
    {
        var covered = RangeSets.Intersect(RangeSets.Intersect(known.Ranges, [Scope]), Uncovered(sightings, known));
        if (covered.Count == 0) return [];
        var holesBefore = RangeSets.Union(known.RangesOf(LedgerFindingKind.Hole).Select(row => row.Range));
        var untold = RangeSets.Union(
            unknown.Select(range => new TimeRange(range.Start, range.End.AddMicroseconds(Timestamp.MicrosecondsPerHour))));
        var tolerance = Math.Max(known.ToleranceMicroseconds, scope.ToleranceMicroseconds);
        return RangeSets.Subtract(RangeSets.Subtract(covered, holesBefore), untold)
            .Where(range => range.Microseconds > tolerance)
            .Select(range => new RangeDelta(DeltaChange.Lost, CoverageClass.Missing, range, null));
    }

    /// <summary>Where nothing is now: outside of the window, where nothing is expected, and in holes, unless they are those of before,
    /// where nothing was either.</summary>
    private List<TimeRange> Uncovered(StreamSightings sightings, StreamBase known)
    {
        var window = Figures?.Window is { } audited ? new[] { audited } : [];
        var outside = RangeSets.Subtract([Scope], window);
        var (holes, before) = (sightings.RangesOf(LedgerFindingKind.Hole), known.RangesOf(LedgerFindingKind.Hole));
        var isAsBefore = holes.Count == before.Count;
        for (var i = 0; i < holes.Count && isAsBefore; i++) isAsBefore = holes[i] == before[i].Range;
        return RangeSets.Union((isAsBefore ? outside : holes.Concat(outside)).Concat(sightings.Off));
    }

    private static (Timestamp Start, CoverageClass Class, DeltaChange Change) Order(RangeDelta delta) =>
        (delta.Range.Start, delta.Class, delta.Change);
}
