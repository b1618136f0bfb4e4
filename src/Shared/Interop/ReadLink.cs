using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    /// <summary>PATH_MAX, of Linux.</summary>
    private const int MostPathBytes = 4096;

    /// <summary>Reads where a link leads.</summary>
    /// <returns>How many bytes were written, or a negative number. There is no NUL behind them.</returns>
    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static partial nint ReadLink(byte* path, byte* buffer, nuint size);

    /// <summary>The path of what is open, with no link in it; null if there is no telling.</summary>
    internal static byte[]? PathOf(SafeHandle descriptor)
    {
        var buffer = stackalloc byte[MostPathBytes];
        fixed (byte* link = Terminated($"/proc/self/fd/{descriptor.DangerousGetHandle()}"))
        {
            var length = ReadLink(link, buffer, MostPathBytes);
            return length is > 0 and < MostPathBytes ? new ReadOnlySpan<byte>(buffer, (int)length).ToArray() : null;
        }
    }
}
