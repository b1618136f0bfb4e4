namespace SegmentPipeline.Fleet.Tests;

/// <summary>The system's clock, which a test may set. Timers go on as they did.</summary>
internal sealed class SetClock : TimeProvider
{
    private long _ahead;

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}
