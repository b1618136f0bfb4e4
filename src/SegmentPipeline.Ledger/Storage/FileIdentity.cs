using System.Runtime.InteropServices;
using System.Text;

namespace SegmentPipeline.Ledger.Storage;

/// <summary>What a file or directory is, under whatever name: its device and inode.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    /// <summary>The identity of what a path leads to; null if there is nothing, or no telling.</summary>
    internal static FileIdentity? Of(string path) => OperatingSystem.IsLinux() ? LinuxStat.IdentityOf(path) : null;
}

/// <summary>The one call of the C library that tells it.</summary>
internal static partial class LinuxStat
{
    private const int CurrentDirectory = -100;
    private const uint Inode = 0x100;
    private const int ResultBytes = 256;
    private const int InodeAt = 32;
    private const int DeviceMajorAt = 136;
    private const int DeviceMinorAt = 140;

    internal static FileIdentity? IdentityOf(string path)
    {
        var result = new byte[ResultBytes];
        byte[] terminated = [.. Encoding.UTF8.GetBytes(path), 0];
        if (Stat(CurrentDirectory, terminated, 0, Inode, result) != 0) return null;
        return new FileIdentity(
            ((ulong)BitConverter.ToUInt32(result, DeviceMajorAt) << 32) | BitConverter.ToUInt32(result, DeviceMinorAt),
            BitConverter.ToUInt64(result, InodeAt));
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Stat(int directory, byte[] path, int flags, uint mask, [Out] byte[] result);
}
