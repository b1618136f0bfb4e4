using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>LOCK_EX and LOCK_NB: nobody else, and without waiting.</summary>
    internal const int LockAlone = 2 | 4;

    /// <summary>EWOULDBLOCK, of Linux: somebody else holds it.</summary>
    internal const int IsHeld = 11;

    /// <summary>Locks an open file or directory for as long as it is open.</summary>
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int LockFile(SafeFileHandle file, int operation);
}
