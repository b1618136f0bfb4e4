namespace SegmentPipeline;

/// <summary>Joins the pieces of a window's classes, told in time order without a gap, into maximal ranges, and adds them up.</summary>
/// <remarks>What is missing is always told in one piece, up to the segment that ends it, and passed on at once, while that segment and the
/// one before are at hand; of such a piece what is not expected is off.</remarks>
/// <param name="unreadable">The hours that could not be read: what is missing there is unknown.</param>
/// <param name="expected">What is expected; null: everything.</param>
/// <param name="ended">Told of each maximal range, and of the range that it was cut from: a hole and what is off beside it lie in one that
/// nothing covers; else it is the same.</param>
internal sealed class ClassRun(UnreadableRanges unreadable, ExpectedRanges? expected, Action<TimeRange, CoverageClass, TimeRange> ended)
{
    private readonly Queue<OpenHour> _hours = new();
    private CoverageClass _class;
    private TimeRange _range;

    /// <summary>The classes so far.</summary>
    internal ClassMicroseconds Totals { get; private set; }

    /// <summary>Start of the range that may yet grow if it is to be a finding; else later than anything.</summary>
    internal Timestamp OpenStart =>
        _range.IsEmpty || _class == CoverageClass.Full ? new Timestamp(long.MaxValue) : _range.Start;

    /// <summary>An hour whose figures are collected until they are certain.</summary>
    internal void Open(HourRecord hour) => _hours.Enqueue(new OpenHour(hour));

    /// <summary>The first hour still collecting, or null.</summary>
    internal Hour? FirstOpenHour => _hours.TryPeek(out var first) ? first.Record.Hour : null;

    /// <summary>Takes out the first hour still collecting.</summary>
    internal HourRecord TakeHour() => _hours.Dequeue().Finished;

    /// <summary>Takes the next piece.</summary>
    internal void Add(TimeRange piece, CoverageClass @class)
    {
        if (@class != CoverageClass.Missing)
        {
            Join(piece, @class);
            return;
        }

        while (unreadable.NextIn(piece) is { } unknown)
        {
            if (piece.Start < unknown.Start) AddUncovered(new TimeRange(piece.Start, unknown.Start));
            Join(unknown, CoverageClass.Unknown);
            piece = new TimeRange(unknown.End, piece.End);
        }

        if (!piece.IsEmpty) AddUncovered(piece);
    }

    /// <summary>Ends the last range.</summary>
    internal void Finish()
    {
        if (!_range.IsEmpty) ended(_range, _class, _range);
        _range = default;
    }

    /// <summary>A range that nothing covers: missing where it is expected, else off.</summary>
    private void AddUncovered(TimeRange uncovered)
    {
        Finish();
        if (expected is null)
        {
            Tell(uncovered, CoverageClass.Missing, uncovered);
            return;
        }

        var rest = uncovered;
        while (expected.NextIn(rest) is { } missing)
        {
            if (rest.Start < missing.Start) Tell(new TimeRange(rest.Start, missing.Start), CoverageClass.Off, uncovered);
            Tell(missing, CoverageClass.Missing, uncovered);
            rest = new TimeRange(missing.End, rest.End);
        }

        if (!rest.IsEmpty) Tell(rest, CoverageClass.Off, uncovered);
    }

    private void Tell(TimeRange piece, CoverageClass @class, TimeRange uncovered)
    {
        Count(piece, @class);
        ended(piece, @class, uncovered);
    }

    private void Count(TimeRange piece, CoverageClass @class)
    {
        Totals = Totals.Plus(@class, piece.Microseconds);
        foreach (var hour in _hours) hour.Add(piece, @class);
    }

    private void Join(TimeRange piece, CoverageClass @class)
    {
        Count(piece, @class);
        if (!_range.IsEmpty && _class == @class)
        {
            _range = new TimeRange(_range.Start, piece.End);
            return;
        }

        Finish();
        _range = piece;
        _class = @class;
    }

    private sealed class OpenHour(HourRecord record)
    {
        private ClassMicroseconds _microseconds;

        internal HourRecord Record => record;

        internal HourRecord Finished => record with { Microseconds = _microseconds };

        internal void Add(TimeRange piece, CoverageClass @class) =>
            _microseconds = _microseconds.Plus(@class, piece.Intersect(record.Hour.Range).Microseconds);
    }
}
