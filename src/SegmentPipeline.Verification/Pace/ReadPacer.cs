namespace SegmentPipeline.Verification;

/// <summary>Lets so many bytes a second be read, over all readers together.</summary>
/// <remarks>Each read gets its turn when what was read before it has had its time; nothing is saved up over a pause but a tenth of a
/// second. Built on <see cref="TimeProvider"/>, which the limiters of the platform are not, so that tests need not wait.</remarks>
internal sealed class ReadPacer(long? bytesPerSecond, TimeProvider clock)
{
    private static readonly TimeSpan MostSaved = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly long _began = clock.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Waits until some bytes may be read.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void Wait(long bytes, CancellationToken cancellationToken)
    {
        if (bytesPerSecond is not { } rate) return;
        var wait = Reserve(bytes, rate);
        if (wait > TimeSpan.Zero) LongDelay.WaitAsync(wait, clock, cancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>Takes the next turn.</summary>
    /// <returns>How long it is until then.</returns>
    private TimeSpan Reserve(long bytes, long rate)
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_began);
            var turn = _next > now - MostSaved ? _next : now - MostSaved;
            _next = turn + TimeSpan.FromTicks((long)((Int128)bytes * TimeSpan.TicksPerSecond / rate));
            return turn - now;
        }
    }
}
