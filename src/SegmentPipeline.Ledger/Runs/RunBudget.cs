namespace SegmentPipeline.Ledger.Runs;

/// <summary>The time that a run may take. It runs out at the earliest when the hours are known, so that every run gets somewhere.</summary>
internal sealed class RunBudget : IDisposable
{
    private readonly TimeSpan? _budget;
    private readonly TimeProvider _clock;
    private readonly long _begun;
    private readonly CancellationTokenSource _spent;

    internal RunBudget(TimeSpan? budget, TimeProvider clock)
    {
        _budget = budget;
        _clock = clock;
        _begun = clock.GetTimestamp();
        _spent = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
    }

    internal CancellationToken Token => _spent.Token;

    internal bool IsSpent => _spent.IsCancellationRequested;

    /// <summary>The hours are known.</summary>
    internal void Start()
    {
        if (_budget is not { } budget) return;
        var left = budget - _clock.GetElapsedTime(_begun);
        if (left <= TimeSpan.Zero) _spent.Cancel();
        else _spent.CancelAfter(left < Longest ? left : Longest);
    }

    public void Dispose() => _spent.Dispose();

    /// <summary>As long as a timer can wait: seven weeks.</summary>
    private static TimeSpan Longest { get; } = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
}
