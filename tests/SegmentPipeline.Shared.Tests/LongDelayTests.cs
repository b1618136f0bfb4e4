namespace SegmentPipeline.Shared.Tests;

internal sealed class LongDelayTests
{
    [TestCase(0)]
    [TestCase(-5)]
    public void Wait_ThatIsNotPositive_IsNone(int seconds)
    {
        Assert.That(LongDelay.WaitAsync(TimeSpan.FromSeconds(seconds), TimeProvider.System, default).IsCompletedSuccessfully, Is.True);
    }

    [TestCase(1)]
    [TestCase(24)]
    [TestCase(25)]
    [TestCase(2401)]
    public async Task Wait_OfAnyLength_TakesThatLong(int hours)
    {
        var clock = new HastyClock();

        await LongDelay.WaitAsync(TimeSpan.FromHours(hours), clock, default);

        Assert.That(clock.Waited, Is.EqualTo(TimeSpan.FromHours(hours)));
        Assert.That(clock.LongestWait, Is.LessThanOrEqualTo(TimeSpan.FromDays(49)));
    }

    /// <summary>Its timers end when they are made.</summary>
    private sealed class HastyClock : TimeProvider
    {
        internal TimeSpan Waited { get; private set; }

        internal TimeSpan LongestWait { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited += dueTime;
            LongestWait = dueTime > LongestWait ? dueTime : LongestWait;
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
