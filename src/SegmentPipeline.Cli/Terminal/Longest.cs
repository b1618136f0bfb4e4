namespace SegmentPipeline.Cli;

/// <summary>Keeps the longest of what is found, however much that is: memory for a screenful.</summary>
internal sealed class Longest<T>(int capacity)
{
    private readonly PriorityQueue<T, (long Microseconds, long Earlier)> _kept = new();

    /// <summary>How many there were.</summary>
    internal long Count { get; private set; }

    /// <summary>How long all of them are.</summary>
    internal long Microseconds { get; private set; }

    internal void Add(T one, long microseconds)
    {
        Count++;
        Microseconds = microseconds > long.MaxValue - Microseconds ? long.MaxValue : Microseconds + microseconds;

        // Among equals the first ones of the report are kept.
        _kept.Enqueue(one, (microseconds, -Count));
        if (_kept.Count > capacity) _kept.Dequeue();
    }

    /// <summary>The longest of the kept ones, longest first. Leaves nothing behind.</summary>
    /// <param name="count">How many at most.</param>
    internal IReadOnlyList<T> First(int count)
    {
        var longest = new T[_kept.Count];
        for (var i = longest.Length - 1; i >= 0; i--) longest[i] = _kept.Dequeue();
        return longest.Length <= count ? longest : longest[..count];
    }
}
