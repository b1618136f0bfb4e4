using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>A clock that a test moves step by step, each time after somebody has begun to wait for it.</summary>
internal sealed class SteppedClock(string start) : FakeTimeProvider(Timestamp.Parse(start).ToDateTimeOffset()), IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0);

    internal string Text => Timestamp.FromDateTimeOffset(GetUtcNow()).ToString();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waiting.Release();
        return timer;
    }

    /// <summary>Returns when somebody has begun to wait.</summary>
    internal async Task SomebodyWaitsAsync()
    {
        if (!await _waiting.WaitAsync(TimeSpan.FromSeconds(30))) throw new TimeoutException("nobody waits for the clock");
    }

    /// <summary>Moves on to a moment, at most so far at once.</summary>
    internal async Task MoveToAsync(string moment, TimeSpan step)
    {
        var target = Timestamp.Parse(moment).ToDateTimeOffset();
        while (GetUtcNow() < target)
        {
            await SomebodyWaitsAsync();
            var rest = target - GetUtcNow();
            Advance(rest < step ? rest : step);
        }
    }

    public void Dispose() => _waiting.Dispose();
}
