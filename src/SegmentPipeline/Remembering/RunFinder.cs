namespace SegmentPipeline;

/// <summary>Parts the selected segments of an hour into unbroken runs: full segments with a length, each contiguous with the one before and
/// ending after it, into which nothing that starts earlier reaches. Any other segment is a run of its own.</summary>
internal ref struct RunFinder(ReadOnlySpan<SegmentEntry> selected, long toleranceMicroseconds)
{
    private readonly ReadOnlySpan<SegmentEntry> _selected = selected;
    private long _greatestEnd = long.MinValue;

    /// <summary>What lies between the first and the last of a run must fit into an entry; with a huge tolerance it might not.</summary>
    private const long MostMicroseconds = uint.MaxValue;

    internal int First { get; private set; }

    internal int Last { get; private set; } = -1;

    internal readonly int Count => Last - First + 1;

    internal bool MoveNext()
    {
        First = Last + 1;
        if (First >= _selected.Length) return false;
        Last = First;
        var isAlone = _greatestEnd > _selected[First].StartMicroseconds + toleranceMicroseconds;
        while (!isAlone && Last + 1 < _selected.Length && Continues(_selected[Last], _selected[Last + 1])) Last++;
        for (var i = First; i <= Last; i++) _greatestEnd = Math.Max(_greatestEnd, _selected[i].EndMicroseconds);
        return true;
    }

    private readonly bool Continues(in SegmentEntry previous, in SegmentEntry next)
    {
        var gap = next.StartMicroseconds - previous.EndMicroseconds;
        return previous.Kind == SegmentKind.Full && next.Kind == SegmentKind.Full
            && previous.DurationMicroseconds > 0 && next.DurationMicroseconds > 0
            && Math.Abs(gap) <= toleranceMicroseconds
            && next.EndMicroseconds > previous.EndMicroseconds
            && next.EndMicroseconds - _selected[First].StartMicroseconds <= MostMicroseconds;
    }
}
