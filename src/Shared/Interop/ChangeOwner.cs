using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>The user or group that a file has already.</summary>
    internal const uint SameOwner = uint.MaxValue;

    [LibraryImport("libc", EntryPoint = "fchown")]
    internal static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);
}
