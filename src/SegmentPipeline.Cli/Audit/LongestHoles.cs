namespace SegmentPipeline.Cli;

/// <summary>Keeps the longest holes of an audit, however many it finds: memory for a screenful.</summary>
internal sealed class LongestHoles(int capacity)
{
    private readonly PriorityQueue<HoleFinding, (long Microseconds, long Earlier)> _kept = new();

    /// <summary>How many there were.</summary>
    internal long Count { get; private set; }

    internal void Add(HoleFinding hole)
    {
        Count++;

        // Among equals the first ones of the report are kept.
        _kept.Enqueue(hole, (hole.Range.Microseconds, -Count));
        if (_kept.Count > capacity) _kept.Dequeue();
    }

    /// <summary>The longest of the kept ones, longest first. Leaves nothing behind.</summary>
    /// <param name="count">How many at most.</param>
    internal IReadOnlyList<HoleFinding> First(int count)
    {
        var holes = new HoleFinding[_kept.Count];
        for (var i = holes.Length - 1; i >= 0; i--) holes[i] = _kept.Dequeue();
        return holes.Length <= count ? holes : holes[..count];
    }
}
