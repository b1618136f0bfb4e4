using System.Diagnostics;

namespace SegmentPipeline;

/// <summary>Threads that read ahead of the stages while the disk makes the stages wait, so that many directories are asked for at once,
/// even if few cores parse.</summary>
/// <remarks>
/// Every work is watched. When its thread has had to wait, these threads do the next offered works ahead. With each work that is done they
/// do one more at once, until a limit is reached: the number of works, or the memory of works that no stage has taken yet. While nothing
/// waits, nothing is done ahead and the threads, if there are any, sleep: if everything is in the kernel's cache, an audit runs on the
/// cores that its request names and on no others. No result depends on the threads. They do not belong to the thread pool, where they
/// would take the place of others. They read and write no buffers of hours themselves: the works do, as the methods of the stages say.
/// </remarks>
/// <param name="store">What is waited for.</param>
/// <param name="mostAtOnce">The greatest number of works that are under way ahead, or done and not yet taken.</param>
internal sealed class DiskThreads(IArchiveStore store, int mostAtOnce)
{
    /// <summary>How many works are under way before the first one has told how large works are.</summary>
    private const int FirstAtOnce = 4;

    /// <summary>Names that were read ahead take at most about this much.</summary>
    private const long MostBytes = 32 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Queue<AheadWork> _offered = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _largestBytes = 1;
    private int _threads;
    private int _idle;
    private int _held;
    private int _room = FirstAtOnce;
    private int _worksToWatch;
    private bool _isEnding;

    /// <summary>Ends when no thread runs any more.</summary>
    internal Task Completion => _ended.Task;

    /// <summary>Offers work in the order in which the stages will ask for it.</summary>
    internal AheadWork<T> Offer<T>(Func<ValueTask<T>> work)
    {
        var offered = new AheadWork<T>(this, work);
        lock (_gate)
        {
            while (_offered.TryPeek(out var first) && first.IsClaimed) _ = _offered.Dequeue();
            _offered.Enqueue(offered);
            Wake();
        }

        return offered;
    }

    /// <summary>Does work of a stage and notices whether its thread has had to wait.</summary>
    internal ValueTask<T> WatchAsync<T>(Func<ValueTask<T>> work) => WatchAsync(work, isAhead: false);

    /// <summary>Does work ahead and notices whether the disk was read. If many threads share few cores, each of them also waits for the
    /// others; so a wait alone does not show that the disk was read; only the count of blocks does.</summary>
    internal ValueTask<T> WatchAheadAsync<T>(Func<ValueTask<T>> work) => WatchAsync(work, isAhead: true);

    /// <summary>Says how many bytes of names a work has brought.</summary>
    internal void NoteBytes(long bytes)
    {
        lock (_gate) _largestBytes = Math.Max(bytes, _largestBytes - _largestBytes / mostAtOnce);
    }

    /// <summary>A stage has taken what was done ahead.</summary>
    internal void Taken()
    {
        lock (_gate)
        {
            _held--;
            Wake();
        }
    }

    /// <summary>Nothing more is done ahead.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _isEnding = true;
            _offered.Clear();
            Monitor.PulseAll(_gate);
            if (_threads == 0) _ended.TrySetResult();
        }
    }

    private bool HasRoom => _worksToWatch > 0 && _held < Math.Min(_room, Math.Min(mostAtOnce, MostBytes / _largestBytes));

    private async ValueTask<T> WatchAsync<T>(Func<ValueTask<T>> work, bool isAhead)
    {
        var began = Stopwatch.GetTimestamp();
        var collections = GC.CollectionCount(0);
        var before = store.WaitsOfThread();
        var result = await work().ConfigureAwait(true);
        var now = store.WaitsOfThread();
        var isUndisturbed = !isAhead && GC.CollectionCount(0) == collections;
        var hasWaited =
            now.HasReadFromDisk(before)
            || (isUndisturbed && now.HasWaited(before, (long)Stopwatch.GetElapsedTime(began).TotalMicroseconds));
        if (!hasWaited && Volatile.Read(ref _worksToWatch) == 0) return result;
        lock (_gate)
        {
            _worksToWatch = hasWaited ? mostAtOnce : Math.Max(0, _worksToWatch - 1);
            if (hasWaited) Wake();
        }

        return result;
    }

    /// <summary>Lets a thread begin if there is work and room for it.</summary>
    private void Wake()
    {
        if (_isEnding || _offered.Count == 0 || !HasRoom) return;
        if (_idle > 0)
        {
            Monitor.Pulse(_gate);
        }
        else if (_threads < mostAtOnce)
        {
            _threads++;
            new Thread(Run) { IsBackground = true, Name = "pipeline disk" }.Start();
        }
    }

    private void Run()
    {
        while (Next() is { } work)
        {
            work.Do();
            lock (_gate)
            {
                _room = Math.Min(_room + 1, mostAtOnce);
                Wake();
            }
        }
    }

    private AheadWork? Next()
    {
        lock (_gate)
        {
            while (!_isEnding)
            {
                while (HasRoom && _offered.TryDequeue(out var work))
                {
                    if (!work.TryClaim()) continue;
                    _held++;
                    Wake();
                    return work;
                }

                _idle++;
                _ = Monitor.Wait(_gate);
                _idle--;
            }

            if (--_threads == 0) _ended.TrySetResult();
            return null;
        }
    }
}
