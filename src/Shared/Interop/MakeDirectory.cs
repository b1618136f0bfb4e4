using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    internal static partial int MakeDirectory(ReadOnlySpan<byte> terminatedPath, uint mode);
}
