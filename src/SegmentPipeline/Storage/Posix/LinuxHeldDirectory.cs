using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

/// <summary>A directory by its device, inode and time of birth, held open or not.</summary>
/// <param name="path">Its path.</param>
/// <param name="descriptor">The directory, open; null to compare with what was noted.</param>
/// <param name="noted">What it was; null if there was no telling.</param>
internal sealed class LinuxHeldDirectory(DirectoryPath path, SafeFileHandle? descriptor, LinuxHeldDirectory.Identity? noted)
    : IHeldDirectory
{
    /// <summary>An inode passes to another directory only once nobody holds it, and then with another time of birth.</summary>
    public bool IsCertain => descriptor is not null || noted?.Born is not null;

    /// <summary>A path that leads to the open directory, in this process and for the same user in others; null if it is not open.</summary>
    internal string? OpenPath => descriptor is null ? null : $"/proc/{Environment.ProcessId}/fd/{descriptor.DangerousGetHandle()}";

    public HeldState Ask()
    {
        if (noted is null) return HeldState.Same;
        var outcome = LinuxDirectoryReader.IdentityOf(path, out var now);
        if (outcome.Status == ReadStatus.Failed) return HeldState.Untold;
        if (outcome.Status == ReadStatus.Absent) return HeldState.Absent;
        var then = descriptor is not null && LinuxDirectoryReader.IdentityOf(descriptor) is { } held ? held : noted.Value;
        return now == then ? HeldState.Same : HeldState.Other;
    }

    public void Dispose() => descriptor?.Dispose();

    /// <summary>What a directory is, under whatever name.</summary>
    /// <param name="DeviceMajor">The kind of device.</param>
    /// <param name="DeviceMinor">Which of these.</param>
    /// <param name="Inode">Its number there.</param>
    /// <param name="Born">When it was made, in seconds and nanoseconds; null where the file system does not say.</param>
    internal readonly record struct Identity(uint DeviceMajor, uint DeviceMinor, ulong Inode, (long Seconds, uint Nanoseconds)? Born)
    {
        internal static Identity FromStat(LibC.StatResult result) => new(
            result.DeviceMajor,
            result.DeviceMinor,
            result.Inode,
            (result.Mask & LibC.StatBorn) == 0 ? null : (result.BornSeconds, result.BornNanoseconds));
    }
}
