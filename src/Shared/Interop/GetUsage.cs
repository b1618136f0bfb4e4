using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>RUSAGE_THREAD, of Linux.</summary>
    internal const int UsageOfThread = 1;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    internal static partial int GetUsage(int whose, ThreadUsage* usage);

    /// <summary>Of <c>struct rusage</c> on 64-bit Linux how long a thread had a core, how many blocks of 512 bytes were read for it, and
    /// how often it had to wait.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    internal struct ThreadUsage
    {
        [FieldOffset(0)]
        internal long UserSeconds;

        [FieldOffset(8)]
        internal long UserMicroseconds;

        [FieldOffset(16)]
        internal long SystemSeconds;

        [FieldOffset(24)]
        internal long SystemMicroseconds;

        [FieldOffset(88)]
        internal long BlocksRead;

        [FieldOffset(128)]
        internal long Waits;

        internal readonly long BusyMicroseconds => 1_000_000 * (UserSeconds + SystemSeconds) + UserMicroseconds + SystemMicroseconds;
    }
}
