using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    [LibraryImport("libc", EntryPoint = "fchmod")]
    internal static partial int ChangeMode(SafeFileHandle file, uint mode);
}
