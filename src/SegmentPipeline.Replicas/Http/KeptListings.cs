namespace SegmentPipeline.Replicas;

/// <summary>Listings that were fetched a short while ago, the ones used last; bounded by their bytes.</summary>
internal sealed class KeptListings(long mostBytes, TimeProvider clock)
{
    private static readonly TimeSpan MostAge = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Uri, LinkedListNode<(Uri Address, ArraySegment<byte> Bytes, long Since)>> _kept = [];
    private readonly LinkedList<(Uri Address, ArraySegment<byte> Bytes, long Since)> _lastUsedFirst = new();
    private long _bytes;

    internal ArraySegment<byte>? Find(Uri address)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(address, out var node)) return null;
            if (clock.GetElapsedTime(node.Value.Since) > MostAge)
            {
                Remove(node);
                return null;
            }

            _lastUsedFirst.Remove(node);
            _lastUsedFirst.AddFirst(node);
            return node.Value.Bytes;
        }
    }

    internal void Keep(Uri address, ArraySegment<byte> bytes)
    {
        var cost = CostOf(address, bytes);
        if (cost > mostBytes) return;
        lock (_lock)
        {
            if (_kept.ContainsKey(address)) return;
            _kept.Add(address, _lastUsedFirst.AddFirst((address, bytes.ToArray(), clock.GetTimestamp())));
            _bytes += cost;
            while (_bytes > mostBytes && _lastUsedFirst.Last is { } oldest) Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<(Uri Address, ArraySegment<byte> Bytes, long Since)> node)
    {
        _kept.Remove(node.Value.Address);
        _lastUsedFirst.Remove(node);
        _bytes -= CostOf(node.Value.Address, node.Value.Bytes);
    }

    /// <summary>What one takes: an answer may be short, and its address long.</summary>
    private static long CostOf(Uri address, ArraySegment<byte> bytes)
    {
        const int around = 256;
        return bytes.Count + sizeof(char) * address.OriginalString.Length + around;
    }
}
