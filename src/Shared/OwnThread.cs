namespace SegmentPipeline;

/// <summary>Work that may wait for a disk, on a thread of its own: a disk that hangs then takes no thread from those that answer
/// requests. A thread that is done waits a while for more work.</summary>
internal sealed class OwnThread
{
    /// <summary>Making a thread takes longer than most reads.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly LinkedList<OwnThread> Idle = new();

    private readonly LinkedListNode<OwnThread> _place;
    private Action? _work;

    private OwnThread(Action work)
    {
        _work = work;
        _place = new LinkedListNode<OwnThread>(this);
    }

    /// <summary>Does it.</summary>
    /// <param name="work">The work.</param>
    /// <typeparam name="T">What it gives.</typeparam>
    internal static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    private static void Start(Action work)
    {
        OwnThread? idle;
        lock (Idle)
        {
            idle = Idle.Last?.Value;
            if (idle is not null)
            {
                Idle.RemoveLast();
                idle._work = work;
            }
        }

        if (idle is null) new Thread(new OwnThread(work).Run) { IsBackground = true, Name = "pipeline read" }.Start();
        else lock (idle._place) Monitor.Pulse(idle._place);
    }

    private void Run()
    {
        while (_work is { } work)
        {
            _work = null;
            work();
            lock (Idle) Idle.AddLast(_place);
            do WaitForWork();
            while (_work is null && !TryLeave());
        }
    }

    private void WaitForWork()
    {
        lock (_place)
        {
            while (_work is null && Monitor.Wait(_place, Patience)) { }
        }
    }

    /// <summary>Leaves for good, unless somebody has given it work in the last moment.</summary>
    private bool TryLeave()
    {
        lock (Idle)
        {
            if (_work is not null) return false;
            Idle.Remove(_place);
            return true;
        }
    }
}
