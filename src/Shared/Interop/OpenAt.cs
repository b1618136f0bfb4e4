using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>O_WRONLY, O_CREAT and O_EXCL of Linux: makes a file that is not there yet, and opens it for writing.</summary>
    internal const int CreateNewForWriting = 0x1 | 0x40 | 0x80;

    /// <summary>Opens or makes a file by its name in an open directory.</summary>
    /// <returns>The descriptor, or a negative number.</returns>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(SafeFileHandle directory, ReadOnlySpan<byte> terminatedName, int flags, uint mode);
}
