namespace SegmentPipeline.Replicas;

/// <summary>Listings that were fetched in this run, the ones used last; bounded by their bytes.</summary>
internal sealed class KeptListings(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Uri, LinkedListNode<(Uri Address, ArraySegment<byte> Bytes)>> _kept = [];
    private readonly LinkedList<(Uri Address, ArraySegment<byte> Bytes)> _lastUsedFirst = new();
    private long _bytes;

    internal ArraySegment<byte>? Find(Uri address)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(address, out var node)) return null;
            _lastUsedFirst.Remove(node);
            _lastUsedFirst.AddFirst(node);
            return node.Value.Bytes;
        }
    }

    internal void Keep(Uri address, ArraySegment<byte> bytes)
    {
        if (bytes.Count > mostBytes) return;
        lock (_lock)
        {
            if (_kept.ContainsKey(address)) return;
            _kept.Add(address, _lastUsedFirst.AddFirst((address, bytes.ToArray())));
            _bytes += bytes.Count;
            while (_bytes > mostBytes && _lastUsedFirst.Last is { } oldest)
            {
                _kept.Remove(oldest.Value.Address);
                _lastUsedFirst.RemoveLast();
                _bytes -= oldest.Value.Bytes.Count;
            }
        }
    }
}
