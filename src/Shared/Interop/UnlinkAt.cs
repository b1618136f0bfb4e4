using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>AT_REMOVEDIR, of Linux: a directory, if it is empty.</summary>
    internal const int RemoveDirectory = 0x200;

    /// <summary>Takes a name out of an open directory.</summary>
    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(SafeFileHandle directory, ReadOnlySpan<byte> terminatedName, int flags);
}
