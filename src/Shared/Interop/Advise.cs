using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>POSIX_FADV_DONTNEED, of Linux: what is in memory of a file may go.</summary>
    internal const int NotNeeded = 4;

    /// <summary>Says what a range of an open file is needed for; a length of 0 is up to the end.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    internal static partial int Advise(int descriptor, long offset, long length, int advice);
}
