namespace SegmentPipeline.Testing;

/// <summary>Ends a test that waits for something that never comes. No test depends on how long anything takes.</summary>
internal static class Promptly
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static Task Soon(this Task task) => task.WaitAsync(Patience);

    internal static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Patience);

    /// <summary>Waits until the gate is opened.</summary>
    internal static void Pass(this ManualResetEventSlim gate)
    {
        if (!gate.Wait(Patience)) throw new TimeoutException("nobody opened the gate");
    }
}
