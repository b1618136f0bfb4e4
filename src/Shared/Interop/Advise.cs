using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>POSIX_FADV_WILLNEED, of Linux: it is read into memory while one does something else.</summary>
    internal const int NeededSoon = 3;

    /// <summary>POSIX_FADV_DONTNEED, of Linux: what is in memory of a file may go.</summary>
    internal const int NotNeeded = 4;

    /// <summary>Says what a range of an open file is needed for; a length of 0 is up to the end.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    internal static partial int Advise(int descriptor, long offset, long length, int advice);
}
