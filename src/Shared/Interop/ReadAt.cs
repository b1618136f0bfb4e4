using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>Reads from a place of a file; its offset stays where it is.</summary>
    /// <returns>How many bytes; 0 at the end, negative if it failed.</returns>
    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    internal static partial nint ReadAt(int descriptor, byte* buffer, nuint length, long offset);
}
