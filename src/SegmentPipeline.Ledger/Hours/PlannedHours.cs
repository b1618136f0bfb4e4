namespace SegmentPipeline.Ledger;

/// <summary>The hours of a stream that an audit has planned, as runs of hours that follow one another: small, however long the archive
/// is.</summary>
internal sealed class PlannedHours
{
    private readonly List<(int First, int Last)> _spans = [];

    /// <summary>Adds an hour, later than all before it.</summary>
    internal void Add(int hour)
    {
        if (_spans.Count > 0 && _spans[^1].Last >= hour - 1) _spans[^1] = (_spans[^1].First, Math.Max(hour, _spans[^1].Last));
        else _spans.Add((hour, hour));
    }

    /// <summary>Whether an hour is among them.</summary>
    internal bool Contains(int hour)
    {
        var (low, high) = (0, _spans.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last) = _spans[middle];
            if (hour < first) high = middle - 1;
            else if (hour > last) low = middle + 1;
            else return true;
        }

        return false;
    }
}
