using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>Copies from file to file in the kernel, and moves both offsets on.</summary>
    /// <returns>How much; 0 at the end, negative if it cannot.</returns>
    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    internal static partial nint CopyFileRange(
        SafeFileHandle source, ref long sourceOffset, SafeFileHandle destination, ref long destinationOffset, nuint length, uint flags);
}
