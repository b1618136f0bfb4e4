namespace SegmentPipeline;

/// <summary>Turns the segments of a stream, in time order, into the classes of its window, in time order.</summary>
/// <remarks>
/// Source: semantics §4. Three layers, each in the next: full; full or suspect; full, suspect or partial. Of each only the end so
/// far is kept. When a segment starts at <c>s</c>, no later one starts before <c>s</c>, so every layer is certain up to <c>s</c>,
/// except one that ends less than the tolerance before <c>s</c> and does not contain this segment: its gap may yet be closed.
/// </remarks>
internal sealed class LayerSweep
{
    private readonly long _tolerance;
    private readonly TimeRange _window;
    private Layer _full;
    private Layer _suspect;
    private Layer _partial;

    /// <param name="window">The window; its end may be the latest possible one.</param>
    /// <param name="toleranceMicroseconds">Gaps up to this are closed.</param>
    internal LayerSweep(TimeRange window, long toleranceMicroseconds)
    {
        _tolerance = toleranceMicroseconds;
        _window = window;
        Certain = window.Start;
        _full = _suspect = _partial = new Layer(window.Start, IsEmpty: true);
    }

    /// <summary>Up to here the classes are certain and have been told.</summary>
    internal Timestamp Certain { get; private set; }

    /// <summary>The greatest end so far of anything inside the window.</summary>
    internal Timestamp CoveredEnd => _partial.End;

    /// <summary>Takes the next segment, first telling <paramref name="run"/> what has become certain.</summary>
    internal void AddSegment(TimeRange segment, SegmentKind kind, ClassRun run)
    {
        var clipped = segment.Intersect(_window);
        if (clipped.IsEmpty) return;
        if (kind == SegmentKind.Full && IsAllFullUpTo(clipped.Start))
        {
            var end = Timestamp.Max(_full.End, clipped.End);
            _full = _suspect = _partial = new Layer(end, IsEmpty: false);
            return;
        }

        var certain = clipped.Start;
        Meet(ref _full, clipped.Start, kind >= SegmentKind.Full, ref certain);
        Meet(ref _suspect, clipped.Start, kind >= SegmentKind.Suspect, ref certain);
        Meet(ref _partial, clipped.Start, kind >= SegmentKind.Partial, ref certain);
        Tell(certain, run);
        if (kind >= SegmentKind.Full) _full.Cover(clipped.End);
        if (kind >= SegmentKind.Suspect) _suspect.Cover(clipped.End);
        _partial.Cover(clipped.End);
    }

    /// <summary>Tells the classes under full segments without a gap: they are certain, whatever segments come.</summary>
    /// <param name="upTo">As far as this.</param>
    /// <param name="run">Told.</param>
    internal void TellFull(Timestamp upTo, ClassRun run) => Tell(Timestamp.Min(_full.End, upTo), run);

    /// <summary>Tells the classes of the rest of the window.</summary>
    internal void Finish(Timestamp windowEnd, ClassRun run)
    {
        CloseEdge(ref _full, windowEnd);
        CloseEdge(ref _suspect, windowEnd);
        CloseEdge(ref _partial, windowEnd);
        Tell(windowEnd, run);
    }

    /// <summary>The common case: one unbroken run of full segments.</summary>
    private bool IsAllFullUpTo(Timestamp start) =>
        _partial.End == _full.End && start.MicrosecondsSince(_full.End) <= _tolerance;

    /// <summary>Closes the gap before a segment that is of the layer, or lowers what is certain if it may yet be closed.</summary>
    private void Meet(ref Layer layer, Timestamp start, bool isOfLayer, ref Timestamp certain)
    {
        var gap = start.MicrosecondsSince(layer.End);
        if (gap <= 0 || gap > _tolerance) return;
        if (isOfLayer) layer.End = start;
        else certain = Timestamp.Min(certain, layer.End);
    }

    private void CloseEdge(ref Layer layer, Timestamp windowEnd)
    {
        if (!layer.IsEmpty && windowEnd.MicrosecondsSince(layer.End) <= _tolerance) layer.Cover(windowEnd);
    }

    private void Tell(Timestamp upTo, ClassRun run)
    {
        Tell(CoverageClass.Full, Timestamp.Min(_full.End, upTo), run);
        Tell(CoverageClass.Suspect, Timestamp.Min(_suspect.End, upTo), run);
        Tell(CoverageClass.Partial, Timestamp.Min(_partial.End, upTo), run);
        Tell(CoverageClass.Missing, upTo, run);
    }

    private void Tell(CoverageClass @class, Timestamp upTo, ClassRun run)
    {
        if (upTo <= Certain) return;
        run.Add(new TimeRange(Certain, upTo), @class);
        Certain = upTo;
    }

    private record struct Layer(Timestamp End, bool IsEmpty)
    {
        internal void Cover(Timestamp end)
        {
            End = Timestamp.Max(End, end);
            IsEmpty = false;
        }
    }
}
