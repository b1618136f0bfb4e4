namespace SegmentPipeline;

/// <summary>Ranges of time, of which any part can be measured at once. They come in any order and may overlap.</summary>
internal sealed class RangeList
{
    private readonly List<TimeRange> _added = [];
    private TimeRange[] _ranges = [];
    private long[] _before = [0];
    private bool _isMeasured = true;

    internal void Add(TimeRange range)
    {
        if (range.IsEmpty) return;
        _added.Add(range);
        _isMeasured = false;
    }

    /// <summary>How much of a range lies in these, in microseconds.</summary>
    internal long MicrosecondsIn(TimeRange range)
    {
        Measure();
        return range.IsEmpty ? 0 : UpTo(range.End) - UpTo(range.Start);
    }

    /// <summary>Whether one of these shares time with a range, or ends where it starts or starts where it ends.</summary>
    internal bool Touches(TimeRange range)
    {
        Measure();
        var at = FirstEndingFrom(range.Start);
        return at < _ranges.Length && _ranges[at].Start <= range.End;
    }

    /// <summary>How much of a range lies in these if each were longer by so much on both sides.</summary>
    internal long MicrosecondsIn(TimeRange range, long slack)
    {
        Measure();
        var (sum, done) = (0L, range.Start);
        for (var at = FirstEndingFrom(range.Start.AddMicroseconds(-slack)); at < _ranges.Length; at++)
        {
            var start = Timestamp.Max(done, _ranges[at].Start.AddMicroseconds(-slack));
            var end = Timestamp.Min(range.End, _ranges[at].End.AddMicroseconds(slack));
            if (start >= range.End) break;
            if (end <= start) continue;
            sum += end.MicrosecondsSince(start);
            done = end;
        }

        return sum;
    }

    /// <summary>How much of these lies before a moment.</summary>
    private long UpTo(Timestamp moment)
    {
        var at = FirstEndingFrom(moment);
        if (at == _ranges.Length) return _before[at];
        return _before[at] + Math.Max(0, moment.MicrosecondsSince(_ranges[at].Start));
    }

    private int FirstEndingFrom(Timestamp moment)
    {
        var (low, high) = (0, _ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].End < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Measure()
    {
        if (_isMeasured) return;
        _added.AddRange(_ranges);
        _added.Sort((one, other) => one.Start.CompareTo(other.Start));
        var merged = new List<TimeRange>(_added.Count);
        foreach (var range in _added)
        {
            if (merged.Count == 0 || range.Start > merged[^1].End) merged.Add(range);
            else merged[^1] = new TimeRange(merged[^1].Start, Timestamp.Max(merged[^1].End, range.End));
        }

        _added.Clear();
        _ranges = [.. merged];
        _before = new long[_ranges.Length + 1];
        for (var at = 0; at < _ranges.Length; at++) _before[at + 1] = _before[at] + _ranges[at].Microseconds;
        _isMeasured = true;
    }
}
