using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);
}
