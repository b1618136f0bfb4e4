using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    /// <summary>FD_CLOEXEC.</summary>
    internal const int ClosedOnExec = 1;

    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int GetStatusFlags = 3; // F_GETFL
    private const int AccessMode = 3; // O_ACCMODE

    /// <summary>The flags of a descriptor; null if it is not open.</summary>
    internal static int? FlagsOf(int descriptor) => ControlDescriptor(descriptor, GetDescriptorFlags) is >= 0 and var flags ? flags : null;

    /// <summary>Whether an open descriptor can be written to.</summary>
    internal static bool IsWritable(int descriptor) => (ControlDescriptor(descriptor, GetStatusFlags) & AccessMode) != 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int ControlDescriptor(int descriptor, int command);
}
