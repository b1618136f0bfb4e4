namespace SegmentPipeline;

/// <summary>Finds the class of a moment and its maximal range, as an audit of all hours would, but reads outwards from the moment and only
/// as far as what lies further away can change nothing.</summary>
/// <remarks>Source: semantics §4. A segment lasts an hour at most, so an hour reaches into the next and no further; a closed gap adds the
/// tolerance.</remarks>
internal sealed class CoverageSearch
{
    /// <summary>More than between any two hours that can be named.</summary>
    private const long MostToleranceMicroseconds = 10_000 * 366 * 24 * Timestamp.MicrosecondsPerHour;

    private readonly IReadOnlyList<Hour> _hours;
    private readonly Func<Hour, ValueTask<HourCover>> _read;
    private readonly long _tolerance;
    private readonly Timestamp _cut;
    private readonly List<HourCover> _covers = [];
    private int _first;
    private int _next;

    /// <param name="hours">The hours of the stream, in time order.</param>
    /// <param name="read">Reads one of them.</param>
    /// <param name="toleranceMicroseconds">The tolerance.</param>
    /// <param name="cut">The window does not end after this.</param>
    internal CoverageSearch(IReadOnlyList<Hour> hours, Func<Hour, ValueTask<HourCover>> read, long toleranceMicroseconds, Timestamp cut)
    {
        _hours = hours;
        _read = read;
        _tolerance = Math.Min(toleranceMicroseconds, MostToleranceMicroseconds);
        _cut = cut;
    }

    /// <summary>The hours read, in time order.</summary>
    internal IReadOnlyList<HourCover> Covers => _covers;

    /// <summary>Finds where a moment lies and, inside the window, its class and range.</summary>
    internal async Task<(MomentPlace Place, ClassAround? Around)> FindAsync(Timestamp moment)
    {
        _first = _next = _hours.Count(hour => hour < moment.Hour.Previous);
        while (_next < _hours.Count && _hours[_next] <= moment.Hour) _covers.Add(await _read(_hours[_next++]).ConfigureAwait(false));
        while (true)
        {
            var firstStart = _covers.Select(cover => cover.FirstStart).FirstOrDefault(start => start is not null);
            var greatestEnd = _covers.Max(cover => cover.GreatestEnd);
            var needsEarlier = _first > 0 && !(firstStart <= moment);
            var needsLater = _next < _hours.Count && !(greatestEnd > moment);
            if (!needsEarlier && !needsLater)
            {
                var place = PlaceOf(moment, firstStart, greatestEnd);
                if (place != MomentPlace.Inside) return (place, null);
                var around = Sweep(moment, firstStart!.Value, greatestEnd!.Value);
                needsEarlier = !IsCertainBefore(around.Range.Start, firstStart.Value);
                needsLater = !IsCertainAfter(around.Range.End, greatestEnd.Value);
                if (!needsEarlier && !needsLater) return (place, around);
            }

            await ReadFurtherAsync(needsEarlier, needsLater).ConfigureAwait(false);
        }
    }

    private MomentPlace PlaceOf(Timestamp moment, Timestamp? firstStart, Timestamp? greatestEnd)
    {
        if (firstStart is null) return MomentPlace.NoSegments;
        if (moment < firstStart) return MomentPlace.BeforeFirst;
        if (moment >= greatestEnd) return MomentPlace.AfterLast;
        return moment >= _cut ? MomentPlace.Unsettled : MomentPlace.Inside;
    }

    /// <summary>Where nothing has been read the window is open: no gap is closed at an edge that is none.</summary>
    private ClassAround Sweep(Timestamp moment, Timestamp firstStart, Timestamp greatestEnd)
    {
        var start = _first == 0 ? firstStart : Timestamp.Min(firstStart, moment).AddMicroseconds(-_tolerance - 1);
        var window = new TimeRange(start, _next == _hours.Count ? Timestamp.Min(greatestEnd, _cut) : _cut);
        var around = new ClassAround(moment);
        var unreadable = new UnreadableRanges();
        var run = new ClassRun(unreadable, null, around.AddRun);
        var sweep = new LayerSweep(window, _tolerance);
        foreach (var cover in _covers)
        {
            if (cover.IsUnreadable) unreadable.Add(cover.Hour.Range, null);
            foreach (var (range, kind) in cover.Pieces) sweep.AddSegment(range, kind, run);
        }

        sweep.Finish(window.End, run);
        run.Finish();
        return around;
    }

    /// <summary>Hours not read yet may cover up to an hour more, and close a gap after that. If they select nothing at all, the window
    /// begins with what has been read, where its edge may close a gap.</summary>
    private bool IsCertainBefore(Timestamp start, Timestamp firstStart)
    {
        if (_first == 0) return true;
        var reach = _hours[_first - 1].End.AddMicroseconds(Timestamp.MicrosecondsPerHour);
        return start > Timestamp.Max(reach, firstStart).AddMicroseconds(_tolerance);
    }

    /// <summary>Hours not read yet may close a gap before them. If they select nothing at all, the window ends with what has been read, if
    /// not before.</summary>
    private bool IsCertainAfter(Timestamp end, Timestamp greatestEnd)
    {
        if (_next == _hours.Count) return true;
        var further = _hours[_next].Start;
        return end < Timestamp.Min(further, greatestEnd).AddMicroseconds(-_tolerance) || (greatestEnd >= _cut && further >= _cut);
    }

    /// <summary>Reads half as many hours again as have been read: all sweeps together stay within a few times the last.</summary>
    private async Task ReadFurtherAsync(bool earlier, bool later)
    {
        var count = 1 + _covers.Count / 2;
        if (earlier)
        {
            var from = Math.Max(0, _first - count);
            var read = new List<HourCover>();
            for (var at = from; at < _first; at++) read.Add(await _read(_hours[at]).ConfigureAwait(false));
            _covers.InsertRange(0, read);
            _first = from;
        }

        for (var i = 0; later && i < count && _next < _hours.Count; i++) _covers.Add(await _read(_hours[_next++]).ConfigureAwait(false));
    }
}
