namespace SegmentPipeline;

/// <summary>Keeps the hours read last, as long as their directories do not change. Each is read once for all who ask at the same
/// time.</summary>
/// <remarks>A directory whose last change is less than two seconds older than its reading is read again: the clock of a file system is
/// coarse, and a further change may bear the same time.</remarks>
/// <param name="store">The archive.</param>
/// <param name="threads">What may wait for its disk; null for an archive that answers without a thread.</param>
/// <param name="mostBytes">How much may be kept.</param>
/// <param name="clock">The clock.</param>
internal sealed class HourCache(IArchiveStore store, ReadThreads? threads, long mostBytes, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly HourReader _hours = new(store);
    private readonly Dictionary<(StreamId Stream, Hour Hour), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _lastUsedFirst = new();
    private long _bytes;

    /// <summary>The hour, from memory if it may be. The reading goes on for others if this caller cancels.</summary>
    internal async Task<ReadHour> GetAsync(StreamPlan stream, Hour hour, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var fingerprint = await store.StampAsync(stream.DirectoryOf(hour), cancellationToken).ConfigureAwait(false);
        Entry entry;
        lock (_lock)
        {
            if (_entries.TryGetValue((stream.Id, hour), out var node) && node.Value.IsValid(fingerprint))
            {
                _lastUsedFirst.Remove(node);
                _lastUsedFirst.AddFirst(node);
                entry = node.Value;
            }
            else
            {
                if (node is not null) Remove(node);
                entry = new Entry((stream.Id, hour), fingerprint, IsSettled(fingerprint), ReadAsync(stream, hour));
                _entries.Add(entry.Key, _lastUsedFirst.AddFirst(entry));
                entry.Settled = entry.Reading.ContinueWith(
                    _ => Settle(entry),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
        }

        // Whoever has an hour can count on it that the cache keeps no more than it may.
        await entry.Settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await entry.Reading.ConfigureAwait(false);
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _lastUsedFirst.Clear();
            _bytes = 0;
        }
    }

    private Task<ReadHour> ReadAsync(StreamPlan stream, Hour hour) => threads is null
        ? Task.Run(() => _hours.ReadAsync(stream, hour, CancellationToken.None))
        : threads.RunAsync(() => _hours.ReadAsync(stream, hour, CancellationToken.None).GetAwaiter().GetResult());

    private bool IsSettled(DirectoryFingerprint? fingerprint) => fingerprint?.IsSettledAt(clock.GetUtcNow().ToUnixTimeSeconds()) == true;

    /// <summary>Keeps what has been read, or forgets it, and makes room.</summary>
    private void Settle(Entry entry)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(entry.Key, out var node) || node.Value != entry) return;
            if (!entry.IsKeepable)
            {
                Remove(node);
                return;
            }

            entry.SizeBytes = entry.Reading.Result.SizeBytes;
            _bytes += entry.SizeBytes;
            while (_bytes > mostBytes && _lastUsedFirst.Last is { } oldest) Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _lastUsedFirst.Remove(node);
        _bytes -= node.Value.SizeBytes;
    }

    private sealed class Entry((StreamId, Hour) key, DirectoryFingerprint? fingerprint, bool isSettled, Task<ReadHour> reading)
    {
        internal (StreamId Stream, Hour Hour) Key { get; } = key;

        internal Task<ReadHour> Reading { get; } = reading;

        /// <summary>Ends when the hour has been read and is kept or not.</summary>
        internal Task Settled { get; set; } = Task.CompletedTask;

        internal int SizeBytes { get; set; }

        internal bool IsKeepable => isSettled && Reading.IsCompletedSuccessfully && Reading.Result is { Exists: true, Unreadable.Count: 0 };

        internal bool IsValid(DirectoryFingerprint? now) => fingerprint == now && (!Reading.IsCompleted || IsKeepable);
    }
}
