using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>R_OK and X_OK.</summary>
    internal const int ReadAndSearch = 5;

    /// <summary>X_OK.</summary>
    internal const int MayRun = 1;

    /// <summary>W_OK.</summary>
    internal const int MayWrite = 2;

    /// <summary>W_OK and X_OK.</summary>
    internal const int WriteAndEnter = 3;

    /// <summary>AT_EACCESS, of Linux: as the user whose rights count when something is opened.</summary>
    internal const int EffectiveAccess = 0x200;

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    internal static partial int Access(int directory, byte* path, int mode, int flags);
}
