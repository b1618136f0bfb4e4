using System.Collections;

namespace SegmentPipeline.Fleet;

/// <summary>Who works at which pieces of a shared archive. A node that is not heard of loses what it was lent.</summary>
internal sealed class WorkBoard
{
    /// <summary>How long a node may be silent.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    /// <summary>How long a piece may take before somebody else may have it too, however often the node is heard of.</summary>
    internal static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(15);

    private const int MostItemsOfALease = 30;

    private readonly IReadOnlyList<WorkItem> _items;
    private readonly BitArray _done;
    private readonly Dictionary<int, (string Node, DateTimeOffset Since)> _lent = [];
    private readonly Dictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);
    private int _next;
    private int _left;

    /// <param name="plan">The pieces.</param>
    /// <param name="done">Which are done, eight a byte; null if none is.</param>
    internal WorkBoard(WorkPlan plan, byte[]? done)
    {
        _items = plan.Items;
        _done = done is null ? new BitArray(_items.Count) : new BitArray(done) { Length = _items.Count };
        _left = Enumerable.Range(0, _items.Count).Count(at => !_done[at]);
    }

    internal WorkPlan Plan => new() { Items = _items };

    /// <summary>Whether every piece is done.</summary>
    internal bool IsDone => _left == 0;

    /// <summary>Which pieces are done, eight a byte.</summary>
    internal byte[] Done
    {
        get
        {
            var bytes = new byte[(_items.Count + 7) / 8];
            _done.CopyTo(bytes, 0);
            return bytes;
        }
    }

    /// <summary>A node lives.</summary>
    internal void Hear(string node, DateTimeOffset now) => _heard[node] = now;

    /// <summary>Lends pieces that are next to each other: few when few are left, so that no node is waited for longer than need
    /// be.</summary>
    /// <param name="node">Who works.</param>
    /// <param name="workers">How many nodes work.</param>
    /// <param name="now">The time.</param>
    internal WorkLease Lease(string node, int workers, DateTimeOffset now)
    {
        Hear(node, now);
        if (IsDone) return new WorkLease { IsOver = true };
        TakeBack(now);
        var most = Math.Clamp(_left / (4 * Math.Max(1, workers)), 1, MostItemsOfALease);
        var first = FirstFree();
        if (first < 0) return new WorkLease();
        var items = new List<WorkItem>();
        for (var at = first; at < _items.Count && items.Count < most && IsFree(at) && _items[at].Stream == _items[first].Stream; at++)
        {
            _lent[at] = (node, now);
            items.Add(_items[at]);
        }

        return new WorkLease { First = first, Items = items };
    }

    /// <summary>Notes that a piece is done. Each counts once, whoever did it, however often.</summary>
    internal void Complete(int at)
    {
        if (at < 0 || at >= _items.Count || _done[at]) return;
        _done[at] = true;
        _lent.Remove(at);
        _left--;
    }

    /// <summary>A node is gone: what it was lent may be had by others at once.</summary>
    internal void Release(string node)
    {
        foreach (var (at, (holder, _)) in _lent)
        {
            if (holder == node) _lent.Remove(at);
        }
    }

    private int FirstFree()
    {
        for (var step = 0; step < _items.Count; step++)
        {
            var at = (_next + step) % _items.Count;
            if (!IsFree(at)) continue;
            _next = at;
            return at;
        }

        return -1;
    }

    private bool IsFree(int at) => !_done[at] && !_lent.ContainsKey(at);

    private void TakeBack(DateTimeOffset now)
    {
        foreach (var (at, (node, since)) in _lent)
        {
            var heard = _heard.GetValueOrDefault(node, since);
            if (now - heard > LongestSilence || now - since > LongestLease) _lent.Remove(at);
        }
    }
}
