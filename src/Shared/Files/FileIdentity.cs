namespace SegmentPipeline;

/// <summary>What a file or directory is, under whatever name.</summary>
/// <param name="Device">The device.</param>
/// <param name="Inode">The inode.</param>
/// <param name="BornNanoseconds">When it was made, since 1970; null where the file system does not say.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, long? BornNanoseconds)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The identity of what a path leads to; null if there is nothing, or no telling.</summary>
    internal static FileIdentity? AtPath(string path) => OperatingSystem.IsLinux() ? AtPath(LibC.Terminated(path)) : null;

    /// <summary>The same of a path as Linux has it, with a NUL behind it.</summary>
    internal static FileIdentity? AtPath(ReadOnlySpan<byte> terminatedPath)
    {
        if (LibC.StatOf(terminatedPath, LibC.StatInode | LibC.StatBorn) is not { } stat) return null;
        var isBornKnown = (stat.Mask & LibC.StatBorn) != 0;
        return new FileIdentity(
            ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor,
            stat.Inode,
            isBornKnown
                ? unchecked(stat.BornSeconds * NanosecondsPerSecond + stat.BornNanoseconds)
                : null);
    }

    /// <summary>Whether a path leads to a pipe, socket or device: opening one may wait forever, and renaming one may break the
    /// machine.</summary>
    internal static bool IsSpecial(string path) =>
        OperatingSystem.IsLinux() && LibC.StatOf(LibC.Terminated(path), LibC.StatType) is { IsRegularFile: false, IsDirectory: false };
}
