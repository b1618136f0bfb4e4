namespace SegmentPipeline.Reading;

/// <summary>What the kernel has counted of a thread so far; all zero where there is no telling.</summary>
/// <param name="BlocksRead">Blocks that were read from a disk of this machine for it.</param>
/// <param name="Waits">How often it gave up its core to wait for something.</param>
/// <param name="BusyMicroseconds">How long it had a core.</param>
internal readonly record struct ThreadWaits(long BlocksRead, long Waits, long BusyMicroseconds)
{
    /// <summary>One or two may be for the journal of the file system, or for memory.</summary>
    internal const int Fewest = 3;

    /// <summary>Whether it was a disk that the thread has waited for since. Blocks that were read say so. Other waits may be for locks, for memory or for a collection of garbage,
    /// which are short: for a disk of another machine, that counts no blocks, a thread waits longer than it works.</summary>
    internal bool HasWaitedForDisk(ThreadWaits before, long microseconds) => BlocksRead - before.BlocksRead >= Fewest
        || (Waits - before.Waits >= Fewest && microseconds > 2 * (BusyMicroseconds - before.BusyMicroseconds));
}
