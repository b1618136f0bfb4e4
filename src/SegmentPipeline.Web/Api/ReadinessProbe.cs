namespace SegmentPipeline.Web;

/// <summary>Asks whether one archive could be audited, once at a time for all who want to know. A disk that hangs costs one thread, and the
/// first who asks his patience: whoever asks later is told at once.</summary>
internal sealed class ReadinessProbe(string archive, Func<string, string?> ask, TimeProvider clock)
{
    /// <summary>How long the disk may take. Whoever balances loads or watches hosts waits little longer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<string?> _answer = Task.FromResult<string?>(null);
    private bool _isAsked;
    private long _askedAt;

    internal string Archive => archive;

    /// <summary>What stands in the way of an audit, asked not earlier than with the probe under way; null if nothing does.</summary>
    internal async Task<string?> CauseAsync(CancellationToken cancellationToken)
    {
        Task<string?> answer;
        TimeSpan waited;
        lock (_lock)
        {
            if (!_isAsked || _answer.IsCompleted)
            {
                _isAsked = true;
                _askedAt = clock.GetTimestamp();
                _answer = OwnThread.RunAsync(() => ask(archive));
            }

            answer = _answer;
            waited = clock.GetElapsedTime(_askedAt);
        }

        try
        {
            if (waited < Patience) return await answer.WaitAsync(Patience - waited, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            waited = Patience;
        }

        return $"its disk has not answered for {waited.TotalSeconds:0} s";
    }
}
