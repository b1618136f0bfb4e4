namespace SegmentPipeline;

/// <summary>What the kernel has counted of a thread so far; all zero where there is no telling.</summary>
/// <param name="BlocksRead">Blocks that were read from a disk of this machine for it.</param>
/// <param name="Waits">How often it gave up its core to wait for something.</param>
/// <param name="BusyMicroseconds">How long it had a core.</param>
internal readonly record struct ThreadWaits(long BlocksRead, long Waits, long BusyMicroseconds)
{
    /// <summary>One or two may be for the journal of the file system, or for memory.</summary>
    internal const int Fewest = 3;

    /// <summary>Whether a disk of this machine was read for the thread since.</summary>
    internal bool HasReadFromDisk(ThreadWaits before) => BlocksRead - before.BlocksRead >= Fewest;

    /// <summary>Whether the thread has waited longer than it has worked since, as for a disk of another machine, which counts no blocks.
    /// Waits for locks and for memory are short.</summary>
    internal bool HasWaited(ThreadWaits before, long microseconds) =>
        Waits - before.Waits >= Fewest && microseconds > 2 * (BusyMicroseconds - before.BusyMicroseconds);
}
