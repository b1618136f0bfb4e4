namespace SegmentPipeline;

/// <summary>Waits of any length: timers know no more than some weeks.</summary>
internal static class LongDelay
{
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromDays(1);

    /// <summary>Waits.</summary>
    /// <param name="time">How long; not at all if it is not positive.</param>
    /// <param name="clock">By which clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var left = time; left > TimeSpan.Zero; left -= MostAtOnce)
            await Task.Delay(left < MostAtOnce ? left : MostAtOnce, clock, cancellationToken).ConfigureAwait(false);
    }
}
