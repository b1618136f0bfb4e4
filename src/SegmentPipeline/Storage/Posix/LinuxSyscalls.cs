using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

/// <summary>The few calls of the C library that list and size files, with their constants on Linux.</summary>
internal static unsafe partial class LinuxSyscalls
{
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int NotADirectory = 20;
    internal const int TooManyLinks = 40;
    internal const int CurrentDirectory = -100;

    /// <summary>The descriptor itself, with an empty path.</summary>
    internal const int OfDescriptor = 0x1000;

    internal const int UsageOfThread = 1;
    internal const uint StatType = 0x1;
    internal const uint StatModified = 0x40;
    internal const uint StatChanged = 0x80;
    internal const uint StatInode = 0x100;
    internal const uint StatSize = 0x200;
    internal const uint StatBorn = 0x800;

    /// <summary>May be read and searched, as the user whose rights count when a directory is opened.</summary>
    internal const int ReadAndSearch = 5;
    internal const int EffectiveAccess = 0x200;

    private const int CloseOnExec = 0x80000;

    /// <summary>Read only, must be a directory, closed on exec. The kernel numbers <c>O_DIRECTORY</c> by architecture.</summary>
    internal static int OpenDirectoryFlags { get; } = CloseOnExec | RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm or Architecture.Arm64 => 0x4000,
        _ => 0x10000,
    };

    /// <summary>Read only, closed on exec.</summary>
    internal const int OpenFileFlags = CloseOnExec;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDirectoryEntries(int descriptor, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int Stat(SafeFileHandle directory, byte* path, int flags, uint mask, StatResult* result);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static partial int Stat(int directory, byte* path, int flags, uint mask, StatResult* result);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    internal static partial int Access(int directory, byte* path, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    internal static partial int GetUsage(int whose, ThreadUsage* usage);

    /// <summary>Of <c>struct rusage</c> on 64-bit Linux how long a thread had a core, how many blocks of 512 bytes were read for it, and how often it had to wait.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    internal struct ThreadUsage
    {
        [FieldOffset(0)]
        private readonly long _userSeconds;

        [FieldOffset(8)]
        private readonly long _userMicroseconds;

        [FieldOffset(16)]
        private readonly long _systemSeconds;

        [FieldOffset(24)]
        private readonly long _systemMicroseconds;

        [FieldOffset(88)]
        internal long BlocksRead;

        [FieldOffset(128)]
        internal long Waits;

        internal readonly long BusyMicroseconds => 1_000_000 * (_userSeconds + _systemSeconds) + _userMicroseconds + _systemMicroseconds;
    }

    /// <summary><c>struct statx</c>, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct StatResult
    {
        /// <summary>What has been told.</summary>
        [FieldOffset(0)]
        internal uint Mask;

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

        /// <summary>The kind; the file type of the mode, shifted down, has the values of <c>d_type</c>.</summary>
        internal readonly EntryKind Kind => (EntryKind)(Mode >> 12) switch
        {
            EntryKind.Directory => EntryKind.Directory,
            EntryKind.File => EntryKind.File,
            _ => EntryKind.Other,
        };
    }
}
