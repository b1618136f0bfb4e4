namespace SegmentPipeline;

/// <summary>Work that may wait for a disk, on a thread of its own: a disk that hangs then takes no thread from those that answer
/// requests.</summary>
internal static class OwnThread
{
    /// <summary>Does it.</summary>
    /// <param name="work">The work.</param>
    /// <typeparam name="T">What it gives.</typeparam>
    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
