namespace SegmentPipeline;

/// <summary>Work of a stage that the disk's threads may do before the stage comes to it. Whoever claims the work first does it,
/// once.</summary>
/// <remarks>It reads and writes no buffers of hours itself: the work that it carries does, as the method of the stage says.</remarks>
internal abstract class AheadWork
{
    private int _isClaimed;

    /// <summary>Whether somebody does the work or has done it.</summary>
    internal bool IsClaimed => Volatile.Read(ref _isClaimed) != 0;

    internal bool TryClaim() => Interlocked.Exchange(ref _isClaimed, 1) == 0;

    /// <summary>Does the work that was claimed. An exception of the work is kept for the stage.</summary>
    internal abstract void Do();
}

/// <summary>Work with its result.</summary>
/// <param name="threads">The threads that may do it ahead.</param>
/// <param name="work">The work.</param>
internal sealed class AheadWork<T>(DiskThreads threads, Func<ValueTask<T>> work) : AheadWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result, for the stage whose turn has come. If a thread of the disk has begun the work, the stage waits for that thread;
    /// else the stage does the work itself.</summary>
    internal Task<T> ResultAsync()
    {
        return TryClaim() ? threads.WatchAsync(work).AsTask() : TakenAsync();
    }

    /// <summary>Does the work, for whoever has claimed it.</summary>
    internal ValueTask<T> ClaimedAsync() => threads.WatchAsync(work);

    /// <remarks>The disk's threads are there to wait, so work that is not done at once blocks its thread.</remarks>
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

    /// <summary>Waits for the thread that does the work, and goes on as a task of the stage's own scheduler.</summary>
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
