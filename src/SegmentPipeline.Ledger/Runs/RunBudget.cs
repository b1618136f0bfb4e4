namespace SegmentPipeline.Ledger;

/// <summary>The time that a run may take. It runs out at the earliest when an hour has been read that the next run need not read: however
/// short the budget is, every run gets somewhere, and one that has nothing to read comes to its end.</summary>
internal sealed class RunBudget : IDisposable
{
    private readonly TimeSpan? _budget;
    private readonly TimeProvider _clock;
    private readonly long _begun;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _spent = new();
    private volatile bool _hasAdvanced;

    internal RunBudget(TimeSpan? budget, TimeProvider clock)
    {
        _budget = budget;
        _clock = clock;
        _begun = clock.GetTimestamp();
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _over.Token.Register(EndIfBoth);
    }

    internal CancellationToken Token => _spent.Token;

    internal bool IsSpent => _spent.IsCancellationRequested;

    /// <summary>The hours are known.</summary>
    internal void Start()
    {
        if (_budget is not { } budget) return;
        var left = budget - _clock.GetElapsedTime(_begun);
        if (left <= TimeSpan.Zero) _over.Cancel();
        else _over.CancelAfter(left < Longest ? left : Longest);
    }

    /// <summary>An hour has been read.</summary>
    internal void Advance()
    {
        _hasAdvanced = true;
        EndIfBoth();
    }

    public void Dispose()
    {
        _over.Dispose();
        _spent.Dispose();
    }

    private void EndIfBoth()
    {
        if (_hasAdvanced && _over.IsCancellationRequested) _spent.Cancel();
    }

    /// <summary>As long as a timer can wait: seven weeks.</summary>
    private static TimeSpan Longest { get; } = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
}
