using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>AT_SYMLINK_FOLLOW, of Linux: what a link leads to gets the name, not the link.</summary>
    internal const int ThroughLinks = 0x400;

    /// <summary>Gives a file a further name in an open directory; never takes a name from another file.</summary>
    /// <param name="from">The directory in which <paramref name="terminatedPath"/> begins.</param>
    /// <param name="terminatedPath">The file.</param>
    /// <param name="directory">The directory of the new name.</param>
    /// <param name="terminatedName">The new name.</param>
    /// <param name="flags"><see cref="ThroughLinks"/>, or 0.</param>
    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(
        int from,
        ReadOnlySpan<byte> terminatedPath,
        SafeFileHandle directory,
        ReadOnlySpan<byte> terminatedName,
        int flags);

    /// <inheritdoc cref="LinkAt(int, ReadOnlySpan{byte}, SafeFileHandle, ReadOnlySpan{byte}, int)" />
    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(
        SafeFileHandle from,
        ReadOnlySpan<byte> terminatedPath,
        SafeFileHandle directory,
        ReadOnlySpan<byte> terminatedName,
        int flags);
}
