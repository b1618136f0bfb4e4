using System.Runtime.CompilerServices;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Profiling.Tests;

/// <summary>A thread that does nothing but count, in a method that a profile must name.</summary>
internal sealed class BusyThread : IDisposable
{
    internal const string Method = "SegmentPipeline.Profiling.Tests.BusyThread.Count";

    private readonly ManualResetEventSlim _isCounting = new();
    private readonly Thread _thread;
    private volatile bool _isOver;
    private long _counted;

    internal BusyThread()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
        _isCounting.Pass();
    }

    /// <summary>Ends when the thread has counted on for a while, however fast it is.</summary>
    internal async Task CountOnAsync()
    {
        for (var goal = Volatile.Read(ref _counted) + 300_000_000; Volatile.Read(ref _counted) < goal;) await Task.Yield();
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _isCounting.Dispose();
    }

    private void Run()
    {
        while (!_isOver)
        {
            Count();
            _isCounting.Set();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Count()
    {
        for (var i = 0; i < 1_000_000; i++) _counted++;
    }
}
