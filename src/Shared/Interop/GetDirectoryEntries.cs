using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>Writes as many entries of an open directory as fit into a buffer.</summary>
    /// <returns>How many bytes; 0 at the end, negative if it failed.</returns>
    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDirectoryEntries(int descriptor, byte* buffer, nint size);
}
