namespace SegmentPipeline;

/// <summary>Identity and times of a directory, in nanoseconds where the file system has them.</summary>
public readonly record struct DirectoryFingerprint
{
    /// <summary>The device.</summary>
    public required ulong Device { get; init; }

    /// <summary>The inode.</summary>
    public required ulong Inode { get; init; }

    /// <summary>When a name in it last changed, since 1970.</summary>
    public required long ModifiedSeconds { get; init; }

    /// <summary>The rest of that.</summary>
    public required uint ModifiedNanoseconds { get; init; }

    /// <summary>When it itself last changed, since 1970.</summary>
    public required long ChangedSeconds { get; init; }

    /// <summary>The rest of that.</summary>
    public required uint ChangedNanoseconds { get; init; }

    /// <summary>The clock of a file system is coarse: what changed less than this before it was read may change again and bear the same
    /// time.</summary>
    private const int SettledSeconds = 2;

    /// <summary>Whether the directory had not changed for long enough when it was read that any further change shows.</summary>
    /// <param name="readAtSeconds">When it was read, since 1970.</param>
    internal bool IsSettledAt(long readAtSeconds) => IsSettled(Math.Max(ModifiedSeconds, ChangedSeconds), readAtSeconds);

    /// <summary>The same rule for the time of any change.</summary>
    internal static bool IsSettled(long changedSeconds, long readAtSeconds) => changedSeconds + SettledSeconds < readAtSeconds;
}
