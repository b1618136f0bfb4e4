using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>O_RDONLY: open for reading, also in the programs that are started from here.</summary>
    internal const int ReadOnly = 0;

    /// <summary>O_RDWR.</summary>
    internal const int ReadAndWrite = 2;

    /// <summary>O_CLOEXEC, of Linux.</summary>
    internal const int CloseOnExec = 0x80000;

    /// <summary>O_NONBLOCK, of Linux on the processors whose layouts are known: a pipe that nobody writes to does not keep whoever opens it
    /// waiting. It changes nothing about files.</summary>
    internal const int NotWaiting = 0x800;

    /// <summary>Read only, closed on exec, waiting for nobody.</summary>
    internal const int OpenFileFlags = ReadOnly | CloseOnExec | NotWaiting;

    /// <summary>Read only, must be a directory, closed on exec. The kernel numbers <c>O_DIRECTORY</c> by architecture.</summary>
    internal static int OpenDirectoryFlags { get; } = CloseOnExec | RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm or Architecture.Arm64 => 0x4000,
        _ => 0x10000,
    };

    /// <summary>O_NOFOLLOW, of Linux, which numbers it by architecture: a link is not followed, but an error.</summary>
    internal static int NotFollowing { get; } =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Opens what a path leads to; it gets the lowest number that is free.</summary>
    /// <returns>The descriptor, or a negative number.</returns>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* path, int flags);

    /// <inheritdoc cref="Open(byte*, int)" />
    internal static int Open(string path, int flags)
    {
        fixed (byte* terminated = Terminated(path)) return Open(terminated, flags);
    }
}
