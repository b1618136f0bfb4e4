using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>Moves a file from one open directory to another, where it takes the place of a file of that name, in one step.</summary>
    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    internal static partial int RenameAt(
        SafeFileHandle from,
        ReadOnlySpan<byte> terminatedName,
        SafeFileHandle directory,
        ReadOnlySpan<byte> newTerminatedName);
}
