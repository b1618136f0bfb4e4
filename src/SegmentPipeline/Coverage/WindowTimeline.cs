namespace SegmentPipeline;

/// <summary>What is covered of one stream's window, from its start on: classes, holes, overlaps and discontinuities.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal sealed class WindowTimeline
{
    private readonly StreamId _stream;
    private readonly TimeRange _limits;
    private readonly ExpectedTime? _expected;
    private readonly bool _isOpen;
    private readonly long _tolerance;
    private readonly Action<AuditRecord, Timestamp> _note;
    private readonly UnreadableRanges _unreadable = new();
    private readonly ClassRun _run;
    private readonly LayerSweep _sweep;
    private readonly DiscontinuityCounter _discontinuities;
    private readonly Neighbours _neighbours;
    private Timestamp? _greatestEnd;
    private Timestamp? _lastEnd;

    /// <param name="stream">The stream.</param>
    /// <param name="start">Start of the window.</param>
    /// <param name="request">Its end, if the caller gave one, the tolerance, and what is expected.</param>
    /// <param name="cut">It does not end after this.</param>
    /// <param name="note">Told of each record and the start of its hour.</param>
    internal WindowTimeline(StreamId stream, Timestamp start, AuditRequest request, Timestamp cut, Action<AuditRecord, Timestamp> note)
    {
        _stream = stream;
        _neighbours = new Neighbours(stream);
        _isOpen = request.End is null;
        _tolerance = request.ToleranceMicroseconds;
        _limits = LimitsOf(start, request, cut);
        _note = note;
        _expected = request.Expectation?.Find(stream, _limits);
        _run = new ClassRun(_unreadable, _expected is null ? null : new ExpectedRanges(_expected), NoteRange);
        _sweep = new LayerSweep(_limits, _tolerance);
        _discontinuities = new DiscontinuityCounter(start, _limits.End, _isOpen, _tolerance);
    }

    /// <summary>The window from its start on; its end may be the latest possible one.</summary>
    internal static TimeRange LimitsOf(Timestamp start, AuditRequest request, Timestamp cut) =>
        new(start, Timestamp.Max(start, Timestamp.Min(request.End ?? cut, cut)));

    /// <summary>Whether a segment lies in the window at least in part, or, without length, at a moment of it.</summary>
    internal bool Reaches(TimeRange segment) =>
        !_limits.IsEmpty && segment.Start < _limits.End && (segment.Start >= _limits.Start || segment.End > _limits.Start);

    /// <summary>Collects the classes of an hour.</summary>
    internal void Open(HourRecord hour) => _run.Open(hour);

    /// <summary>Says that a range could not be read.</summary>
    internal void AddUnreadable(TimeRange range) => _unreadable.Add(range, _neighbours.LastPath);

    /// <summary>Takes the segments of the next hour. Reads Work, Outcome, Fates, Names and Selected; writes nothing.</summary>
    internal void AddHour(HourBuffers buffers, Hour hour)
    {
        if (buffers.HidesTime) AddUnreadable(hour.Range);
        var hourStart = hour.Start;
        var isOfSequence = hour <= _limits.End.Hour;
        var selected = buffers.Selected;
        _neighbours.BeginHour(buffers);
        for (var i = 0; i < selected.Length; i++)
        {
            ref readonly var entry = ref selected[i];
            var range = new TimeRange(
                hourStart.AddMicroseconds(entry.StartMicroseconds), hourStart.AddMicroseconds(entry.EndMicroseconds));
            _neighbours.AddSegment(i, range.Start, _limits.End);
            if (isOfSequence) _discontinuities.AddSegment(range.Start, range.End, entry.Kind);
            AddSegment(range, entry.Kind);
        }

        _neighbours.EndHour();
        _sweep.TellFull(hour.End, _run);
        while (_run.FirstOpenHour is { } open && open.End <= _sweep.Certain) NoteFirstHour();
    }

    /// <summary>The earliest moment at which a further record may start, given that hours up to <paramref name="read"/> have been
    /// taken.</summary>
    internal Timestamp FirstUncertain(Timestamp read)
    {
        var uncertain = Timestamp.Min(Timestamp.Min(read, _sweep.Certain), _run.OpenStart);
        return _run.FirstOpenHour is { } open ? Timestamp.Min(uncertain, open.Start) : uncertain;
    }

    /// <summary>Ends the window. Without a given end and without any segment there is none.</summary>
    internal WindowResult Finish()
    {
        var window = _limits;
        if (_isOpen && _greatestEnd is null) window = default;
        else if (_isOpen)
            window = new TimeRange(_limits.Start, Timestamp.Max(_limits.Start, Timestamp.Min(_greatestEnd!.Value, _limits.End)));

        var exists = !_isOpen || _greatestEnd is not null;
        if (exists)
        {
            _neighbours.EndAt(window.End);
            _sweep.Finish(window.End, _run);
            _run.Finish();
        }

        while (_run.FirstOpenHour is not null) NoteFirstHour();
        return exists
            ? new WindowResult(window, _run.Totals, _discontinuities.Finish(window.End), _lastEnd)
            {
                Expected = _expected is null
                    ? null
                    : ExpectationRecord.FromRanges(_stream, window, _expected.Source, _expected.In(window)),
            }
            : default;
    }

    private void AddSegment(TimeRange range, SegmentKind kind)
    {
        if (_unreadable.Awaits(range)) _unreadable.NoteSegment(range, _neighbours.LastPath);
        if (range.Start < _greatestEnd) NoteOverlap(range);
        var coveredEnd = _sweep.CoveredEnd;
        _sweep.AddSegment(range, kind, _run);
        if (_sweep.CoveredEnd > coveredEnd || (range.Start <= coveredEnd && range.End <= coveredEnd)) _neighbours.SetBefore();
        if (_greatestEnd is not { } greatest || range.End > greatest) _greatestEnd = range.End;
        if ((_lastEnd is not { } last || range.End > last) && Reaches(range)) _lastEnd = Timestamp.Min(range.End, _limits.End);
    }

    private void NoteOverlap(TimeRange range)
    {
        var shared = new TimeRange(range.Start, Timestamp.Min(range.End, _greatestEnd!.Value)).Intersect(_limits);
        if (shared.Microseconds > _tolerance) _note(new OverlapFinding
        {
            Stream = _stream,
            Range = shared,
            Segment = _neighbours.LastPath!,
        }, range.Start);
    }

    /// <summary>A hole has the neighbours of the range that it was cut from.</summary>
    private void NoteRange(TimeRange range, CoverageClass @class, TimeRange uncut)
    {
        if (@class is CoverageClass.Suspect or CoverageClass.Partial)
        {
            _note(new DegradedFinding { Stream = _stream, Range = range, Class = @class }, range.Start);
        }
        else if (@class == CoverageClass.Missing)
        {
            if (!_unreadable.TryBefore(uncut.Start, out var before)) before = _neighbours.BeforePath;
            if (!_unreadable.TryAfter(uncut.End, out var after)) after = _neighbours.AfterPath;
            _note(new HoleFinding { Stream = _stream, Range = range, Before = before, After = after }, range.Start);
        }
        else if (@class == CoverageClass.Unknown)
        {
            _note(new UnknownRecord { Stream = _stream, Range = range }, range.Start);
        }
        else if (@class == CoverageClass.Off)
        {
            _note(new OffRecord { Stream = _stream, Range = range }, range.Start);
        }
    }

    private void NoteFirstHour()
    {
        var hour = _run.TakeHour();
        _note(hour, hour.Hour.Start);
    }
}
