namespace SegmentPipeline;

/// <summary>Work of a stage that the disk's threads may do before the stage comes to it. Whoever claims it first does it, once.</summary>
internal abstract class AheadWork
{
    private int _isClaimed;

    /// <summary>Whether somebody does it or has done it.</summary>
    internal bool IsClaimed => Volatile.Read(ref _isClaimed) != 0;

    internal bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    /// <summary>Does the work that was claimed. What it throws is kept for the stage.</summary>
    internal abstract void Do();
}

/// <summary>Work with its result.</summary>
/// <param name="threads">The threads that may do it ahead.</param>
/// <param name="work">The work.</param>
internal sealed class AheadWork<T>(DiskThreads threads, Func<ValueTask<T>> work) : AheadWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result for the stage whose turn has come: of the disk's threads if they have begun, else the stage does it
    /// itself.</summary>
    internal Task<T> ResultAsync()
    {
        return TryClaim() ? threads.WatchAsync(work).AsTask() : TakenAsync();
    }

    /// <remarks>The threads are there to wait, so work that is not done at once keeps one.</remarks>
    internal override void Do()
    {
        try
        {
            _done.SetResult(threads.WatchAheadAsync(work).AsTask().GetAwaiter().GetResult());
        }
        catch (Exception exception)
        {
            // A stage that has failed already never asks.
            _done.SetException(exception);
            _ = _done.Task.Exception;
        }
    }

    /// <summary>Goes on as a task of the stage's own scheduler.</summary>
    private async Task<T> TakenAsync()
    {
        try
        {
            return await _done.Task.ConfigureAwait(true);
        }
        finally
        {
            threads.Taken();
        }
    }
}
