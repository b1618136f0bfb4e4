namespace SegmentPipeline;

/// <summary>Identity and times of a directory, in nanoseconds where the file system has them.</summary>
/// <param name="Device">The device.</param>
/// <param name="Inode">The inode.</param>
/// <param name="ModifiedSeconds">When a name in it last changed, since 1970.</param>
/// <param name="ModifiedNanoseconds">The rest of that.</param>
/// <param name="ChangedSeconds">When it itself last changed, since 1970.</param>
/// <param name="ChangedNanoseconds">The rest of that.</param>
public readonly record struct DirectoryFingerprint(
    ulong Device, ulong Inode, long ModifiedSeconds, uint ModifiedNanoseconds, long ChangedSeconds, uint ChangedNanoseconds);
