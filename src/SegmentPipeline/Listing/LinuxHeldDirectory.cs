using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Listing;

/// <summary>A directory by its device and inode, held open or not.</summary>
/// <param name="path">Its path.</param>
/// <param name="descriptor">The directory, open; null to compare with what was noted.</param>
/// <param name="noted">What it was; null if there was no telling.</param>
internal sealed class LinuxHeldDirectory(DirectoryPath path, SafeFileHandle? descriptor, LinuxHeldDirectory.Identity? noted) : IHeldDirectory
{
    public bool IsOpen => descriptor is not null;

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
    internal readonly record struct Identity(uint DeviceMajor, uint DeviceMinor, ulong Inode);
}
