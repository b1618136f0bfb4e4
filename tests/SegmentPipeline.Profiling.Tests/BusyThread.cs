using System.Runtime.CompilerServices;

namespace SegmentPipeline.Profiling.Tests;

/// <summary>A thread that does nothing but count, in a method that a profile must name.</summary>
internal sealed class BusyThread : IDisposable
{
    internal const string Method = "SegmentPipeline.Profiling.Tests.BusyThread.Count";

    private readonly SemaphoreSlim _rounds = new(0);
    private readonly Thread _thread;
    private volatile bool _isOver;
    private long _counted;

    internal BusyThread()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends when the thread has counted on for a while, however fast it is.</summary>
    internal async Task CountOnAsync()
    {
        var rounds = 300 + _rounds.CurrentCount;
        for (var i = 0; i < rounds; i++) await _rounds.WaitAsync();
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _rounds.Dispose();
    }

    private void Run()
    {
        while (!_isOver)
        {
            Count();
            _rounds.Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Count()
    {
        for (var i = 0; i < 1_000_000; i++) _counted++;
    }
}
