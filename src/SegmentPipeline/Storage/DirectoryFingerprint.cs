namespace SegmentPipeline;

/// <summary>Identity and times of a directory, in nanoseconds where the file system has them.</summary>
/// <param name="Device">The device.</param>
/// <param name="Inode">The inode.</param>
/// <param name="ModifiedSeconds">When a name in it last changed, since 1970.</param>
/// <param name="ModifiedNanoseconds">The rest of that.</param>
/// <param name="ChangedSeconds">When it itself last changed, since 1970.</param>
/// <param name="ChangedNanoseconds">The rest of that.</param>
public readonly record struct DirectoryFingerprint(
    ulong Device, ulong Inode, long ModifiedSeconds, uint ModifiedNanoseconds, long ChangedSeconds, uint ChangedNanoseconds)
{
    /// <summary>The clock of a file system is coarse: what changed less than this before it was read may change again and bear the same
    /// time.</summary>
    private const int SettledSeconds = 2;

    /// <summary>Whether the directory had not changed for long enough when it was read that any further change shows.</summary>
    /// <param name="readAtSeconds">When it was read, since 1970.</param>
    internal bool IsSettledAt(long readAtSeconds) => IsSettled(Math.Max(ModifiedSeconds, ChangedSeconds), readAtSeconds);

    /// <summary>The same rule for the time of any change.</summary>
    internal static bool IsSettled(long changedSeconds, long readAtSeconds) => changedSeconds + SettledSeconds < readAtSeconds;
}
