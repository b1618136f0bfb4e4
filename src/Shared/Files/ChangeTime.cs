namespace SegmentPipeline;

/// <summary>When a file was written to, put in its place or renamed last: the time of change of its inode, which nobody can set.</summary>
internal static class ChangeTime
{
    /// <summary>That of the file to which a path leads; null if there is none, or no telling.</summary>
    internal static Timestamp? AtPath(ReadOnlyMemory<byte> pathUtf8)
    {
        if (!OperatingSystem.IsLinux()) return null;
        byte[] path = [.. pathUtf8.Span, 0];
        return LibC.StatOf(path, LibC.StatChanged) is { } stat
            ? new Timestamp(stat.ChangedSeconds * Timestamp.MicrosecondsPerSecond + stat.ChangedNanoseconds / 1000)
            : null;
    }
}
