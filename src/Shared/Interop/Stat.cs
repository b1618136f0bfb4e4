using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>AT_EMPTY_PATH: the descriptor itself, with an empty path.</summary>
    internal const int OfDescriptor = 0x1000;

    /// <summary>AT_SYMLINK_NOFOLLOW: a link itself, not what it leads to.</summary>
    internal const int NotThroughLinks = 0x100;

    internal const uint StatType = 0x1;
    internal const uint StatMode = 0x2;
    internal const uint StatUser = 0x8;
    internal const uint StatGroup = 0x10;
    internal const uint StatModified = 0x40;
    internal const uint StatChanged = 0x80;
    internal const uint StatInode = 0x100;
    internal const uint StatSize = 0x200;
    internal const uint StatBorn = 0x800;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int Stat(SafeFileHandle directory, byte* path, int flags, uint mask, StatResult* result);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int Stat(int directory, byte* path, int flags, uint mask, StatResult* result);

    /// <summary>What a path leads to; null if it leads nowhere, or there is no telling.</summary>
    internal static StatResult? StatOf(ReadOnlySpan<byte> terminatedPath, uint mask, int flags = 0)
    {
        StatResult result;
        fixed (byte* path = terminatedPath) return Stat(CurrentDirectory, path, flags, mask, &result) == 0 ? result : null;
    }

    /// <summary><c>struct statx</c>, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct StatResult
    {
        private const int TypeBits = 0xF000;
        private const int RegularFile = 0x8000;
        private const int Directory = 0x4000;

        /// <summary>What has been told.</summary>
        [FieldOffset(0)]
        internal uint Mask;

        [FieldOffset(20)]
        internal uint User;

        [FieldOffset(24)]
        internal uint Group;

        [FieldOffset(28)]
        internal ushort Mode;

        [FieldOffset(32)]
        internal ulong Inode;

        [FieldOffset(40)]
        internal ulong SizeBytes;

        [FieldOffset(80)]
        internal long BornSeconds;

        [FieldOffset(88)]
        internal uint BornNanoseconds;

        [FieldOffset(96)]
        internal long ChangedSeconds;

        [FieldOffset(104)]
        internal uint ChangedNanoseconds;

        [FieldOffset(112)]
        internal long ModifiedSeconds;

        [FieldOffset(120)]
        internal uint ModifiedNanoseconds;

        [FieldOffset(136)]
        internal uint DeviceMajor;

        [FieldOffset(140)]
        internal uint DeviceMinor;

        internal readonly bool IsRegularFile => (Mode & TypeBits) == RegularFile;

        internal readonly bool IsDirectory => (Mode & TypeBits) == Directory;
    }
}
