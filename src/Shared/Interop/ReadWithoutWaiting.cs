using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>EAGAIN: it would have to wait.</summary>
    internal const int WouldWait = 11;

    /// <summary>RWF_NOWAIT, of Linux: only what is in memory.</summary>
    internal const int OnlyFromMemory = 8;

    [LibraryImport("libc", EntryPoint = "preadv2", SetLastError = true)]
    internal static partial nint ReadAt(int descriptor, Part* parts, int count, long offset, int flags);

    /// <summary>Room for a part of what is read; <c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Part
    {
        internal byte* Start;
        internal nuint Length;
    }
}
