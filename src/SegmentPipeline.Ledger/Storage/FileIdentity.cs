using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline.Ledger;

/// <summary>What a file or directory is, under whatever name.</summary>
/// <param name="Device">The device.</param>
/// <param name="Inode">The inode.</param>
/// <param name="BornNanoseconds">When it was made, since 1970; null where the file system does not say.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, long? BornNanoseconds)
{
    /// <summary>The identity of what a path leads to; null if there is nothing, or no telling.</summary>
    internal static FileIdentity? Of(string path) => OperatingSystem.IsLinux() ? LinuxCalls.IdentityOf(path) : null;

    /// <summary>Whether a path leads to a pipe, socket or device: opening one may wait forever, and renaming one may break the machine.</summary>
    internal static bool IsSpecial(string path) => OperatingSystem.IsLinux() && LinuxCalls.IsSpecial(path);
}

/// <summary>The two calls of the C library that .NET has no equal of.</summary>
internal static partial class LinuxCalls
{
    private const int CurrentDirectory = -100;
    private const int CloseOnExec = 0x80000;
    private const uint Type = 0x1;
    private const uint Inode = 0x100;
    private const uint Born = 0x800;
    private const int ResultBytes = 256;
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int BornSecondsAt = 80;
    private const int BornNanosecondsAt = 88;
    private const int DeviceMajorAt = 136;
    private const int DeviceMinorAt = 140;

    internal static FileIdentity? IdentityOf(string path)
    {
        var result = new byte[ResultBytes];
        if (Stat(CurrentDirectory, Terminated(path), 0, Inode | Born, result) != 0) return null;
        var isBornKnown = (BitConverter.ToUInt32(result) & Born) != 0;
        return new FileIdentity(
            ((ulong)BitConverter.ToUInt32(result, DeviceMajorAt) << 32) | BitConverter.ToUInt32(result, DeviceMinorAt),
            BitConverter.ToUInt64(result, InodeAt),
            isBornKnown ? unchecked(BitConverter.ToInt64(result, BornSecondsAt) * 1_000_000_000 + BitConverter.ToUInt32(result, BornNanosecondsAt)) : null);
    }

    internal static bool IsSpecial(string path)
    {
        const int typeBits = 0xF000, regular = 0x8000, directory = 0x4000;
        var result = new byte[ResultBytes];
        if (Stat(CurrentDirectory, Terminated(path), 0, Type, result) != 0) return false;
        return (BitConverter.ToUInt16(result, ModeAt) & typeBits) is not (regular or directory);
    }

    /// <summary>Opens a file for reading without asking for a lock, which .NET always does; null if it cannot be opened.</summary>
    internal static SafeFileHandle? OpenUnlocked(string path)
    {
        var descriptor = Open(Terminated(path), CloseOnExec);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static byte[] Terminated(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int Stat(int directory, byte[] path, int flags, uint mask, [Out] byte[] result);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte[] path, int flags);
}
