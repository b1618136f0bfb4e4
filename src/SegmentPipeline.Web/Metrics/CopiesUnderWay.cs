namespace SegmentPipeline.Web;

/// <summary>Keeps the copies that slow readers have not yet taken within bounds: when they grow too large together, those that have been
/// read for longest are broken off.</summary>
/// <param name="mostBytes">How large they may be together.</param>
/// <param name="clock">The clock.</param>
internal sealed class CopiesUnderWay(long mostBytes, TimeProvider clock)
{
    /// <summary>Whoever has begun to read later than this before now is left alone.</summary>
    internal static readonly TimeSpan Spared = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<Copy> _copies = [];
    private long _bytes;

    /// <summary>Notes that a copy is being read.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="breakOff">Ends its reading.</param>
    internal LinkedListNode<Copy> Begin(long bytes, Action breakOff)
    {
        List<Action> broken = [];
        LinkedListNode<Copy> place;
        lock (_lock)
        {
            while (_bytes + bytes > mostBytes && _copies.First is { } oldest && clock.GetElapsedTime(oldest.Value.Begun) >= Spared)
            {
                broken.Add(oldest.Value.BreakOff);
                Remove(oldest);
            }

            place = _copies.AddLast(new Copy(bytes, clock.GetTimestamp(), breakOff));
            _bytes += bytes;
        }

        foreach (var act in broken) act();
        return place;
    }

    /// <summary>Notes that it has been read, or never will be.</summary>
    internal void End(LinkedListNode<Copy> place)
    {
        lock (_lock)
        {
            if (place.List is not null) Remove(place);
        }
    }

    private void Remove(LinkedListNode<Copy> place)
    {
        _bytes -= place.Value.Bytes;
        _copies.Remove(place);
    }

    /// <summary>One of them.</summary>
    internal readonly record struct Copy(long Bytes, long Begun, Action BreakOff);
}
