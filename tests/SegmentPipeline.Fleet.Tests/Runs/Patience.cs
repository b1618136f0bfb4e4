namespace SegmentPipeline.Fleet.Tests;

/// <summary>Waits for what other threads and silos bring about.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Whether it is.</param>
    /// <param name="describe">Says what is so instead.</param>
    /// <exception cref="TimeoutException">It never is.</exception>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> describe)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"it never came to that:\n{describe()}");
            await Task.Delay(BetweenLooks);
        }
    }
}
