using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static unsafe partial class LibC
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ, of Linux

    /// <summary>Columns and lines of a terminal; null if that is none, or no Linux.</summary>
    internal static (int Columns, int Lines)? SizeOfTerminal(int descriptor)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var size = default(WindowSize);
        return ControlDevice(descriptor, GetWindowSize, &size) == 0 ? (size.Columns, size.Lines) : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int ControlDevice(int descriptor, nuint request, WindowSize* size);

    private struct WindowSize
    {
        internal ushort Lines;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }
}
