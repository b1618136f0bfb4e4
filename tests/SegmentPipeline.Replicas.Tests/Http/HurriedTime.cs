namespace SegmentPipeline.Replicas.Tests.Http;

/// <summary>A clock that goes many times as fast as it should, so that nobody waits for what is tried again later.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private const int Factor = 200;

    private readonly long _began = System.GetTimestamp();
    private DateTimeOffset _start = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Sets what it shows; how time goes by stays as it is.</summary>
    internal void Set(DateTimeOffset now) => _start = now - System.GetElapsedTime(_began) * Factor;

    public override long GetTimestamp() => (System.GetTimestamp() - _began) * Factor;

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_began) * Factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period)));

    private static TimeSpan Hurried(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / Factor));

    private sealed class Timer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurried(dueTime), Hurried(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
