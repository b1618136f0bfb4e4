namespace SegmentPipeline;

/// <summary>Threads of one archive that may wait for its disk: a disk that hangs takes no thread from those that answer requests. A thread
/// that is done waits a while for the next read, and ends if none comes.</summary>
internal sealed class ReadThreads
{
    /// <summary>Making a thread takes longer than most reads.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LinkedList<Reader> _idle = [];

    /// <summary>Reads on one of them, in the caller's context: who traces sees of whom the read is a part.</summary>
    /// <param name="read">What is read.</param>
    /// <typeparam name="T">What it gives.</typeparam>
    internal Task<T> RunAsync<T>(Func<T> read)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = ExecutionContext.Capture();
        Start(() =>
        {
            if (context is null) Read();
            else ExecutionContext.Run(context, _ => Read(), null);
        });
        return done.Task;

        void Read()
        {
            try
            {
                done.SetResult(read());
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        }
    }

    private void Start(Action work)
    {
        Reader? idle;
        lock (_idle)
        {
            idle = _idle.Last?.Value;
            if (idle is not null)
            {
                _idle.RemoveLast();
                idle.Work = work;
            }
        }

        if (idle is null) new Thread(new Reader(this, work).Run) { IsBackground = true, Name = "pipeline read" }.UnsafeStart();
        else lock (idle.Place) Monitor.Pulse(idle.Place);
    }

    private sealed class Reader
    {
        private readonly ReadThreads _threads;

        internal Reader(ReadThreads threads, Action work)
        {
            (_threads, Work) = (threads, work);
            Place = new LinkedListNode<Reader>(this);
        }

        /// <summary>Its place among the idle ones; also what it is woken by.</summary>
        internal LinkedListNode<Reader> Place { get; }

        internal Action? Work { get; set; }

        internal void Run()
        {
            while (Work is { } work)
            {
                Work = null;
                work();
                lock (_threads._idle) _threads._idle.AddLast(Place);
                do WaitForWork();
                while (Work is null && !TryLeave());
            }
        }

        private void WaitForWork()
        {
            lock (Place)
            {
                while (Work is null && Monitor.Wait(Place, Patience)) { }
            }
        }

        /// <summary>Leaves for good, unless somebody has given it work in the last moment.</summary>
        private bool TryLeave()
        {
            lock (_threads._idle)
            {
                if (Work is not null) return false;
                _threads._idle.Remove(Place);
                return true;
            }
        }
    }
}
