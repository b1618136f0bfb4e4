namespace SegmentPipeline.Scheduling;

/// <summary>Holds up the verifying of an archive: outside of the part of the day in which it may read, and while an audit reads the same
/// disk.</summary>
/// <param name="window">The part of the day, or null for all of it.</param>
/// <param name="zone">The clock that the window is read by.</param>
/// <param name="isAudited">Whether an audit reads the same disk now.</param>
/// <param name="clock">The clock.</param>
internal sealed class ReadingGate(DailyWindow? window, TimeZoneInfo zone, Func<bool> isAudited, TimeProvider clock)
{
    /// <summary>How soon it asks again whether an audit goes on.</summary>
    internal static readonly TimeSpan BetweenAsking = TimeSpan.FromSeconds(5);

    /// <summary>How long it waits at most before it looks at the clock again, which may have been set meanwhile.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Timers count milliseconds; a wait of less would be none, again and again.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>As long as that, but no longer and no shorter than it waits at once.</summary>
    internal static TimeSpan Clamp(TimeSpan wait) => wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;

    /// <summary>Waits until files may be read.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (UntilAsking() is { } wait) await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, for whoever has a thread of his own.</summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    internal void Wait(CancellationToken cancellationToken)
    {
        if (UntilAsking() is not null) WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>How long to wait before it is asked again; null if files may be read.</summary>
    private TimeSpan? UntilAsking()
    {
        if (window is { } part)
        {
            var time = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).TimeOfDay);
            if (!part.Contains(time)) return Clamp(part.Start - time);
        }

        return isAudited() ? BetweenAsking : null;
    }
}
