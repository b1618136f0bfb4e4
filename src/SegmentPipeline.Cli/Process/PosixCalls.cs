using System.Runtime.InteropServices;
using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>The calls of the C library about descriptors, terminals and signals that .NET has no equal of.</summary>
internal static unsafe partial class PosixCalls
{
    internal const int Interrupted = 4; // EINTR
    internal const int CloseOnExec = 1; // FD_CLOEXEC
    internal const int ReadOnly = 0; // O_RDONLY
    internal const int ReadAndWrite = 2; // O_RDWR

    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int GetStatusFlags = 3; // F_GETFL
    private const int AccessMode = 3; // O_ACCMODE
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ, of Linux
    private const short PollOut = 4;
    private const nint Ignore = 1; // SIG_IGN

    /// <summary>EAGAIN: a pipe that does not wait, and is full.</summary>
    internal static int WouldBlock { get; } = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>The flags of a descriptor; null if it is not open.</summary>
    internal static int? FlagsOf(int descriptor) => Control(descriptor, GetDescriptorFlags) is >= 0 and var flags ? flags : null;

    /// <summary>Whether an open descriptor can be written to.</summary>
    internal static bool IsWritable(int descriptor) => (Control(descriptor, GetStatusFlags) & AccessMode) != ReadOnly;

    /// <summary>Opens a file, which children inherit; it gets the lowest number that is free.</summary>
    /// <returns>The descriptor, or a negative number.</returns>
    internal static int Open(string path, int flags)
    {
        fixed (byte* name = (byte[])[.. Encoding.UTF8.GetBytes(path), 0]) return Open(name, flags);
    }

    /// <summary>Columns and lines of a terminal; null if that is none, or no Linux.</summary>
    internal static (int Columns, int Lines)? SizeOfTerminal(int descriptor)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var size = default(WindowSize);
        return ControlDevice(descriptor, GetWindowSize, &size) == 0 ? (size.Columns, size.Lines) : null;
    }

    /// <summary>Waits until a descriptor takes more.</summary>
    internal static void WaitUntilWritable(int descriptor)
    {
        var one = new Poll { Descriptor = descriptor, Events = PollOut };
        _ = WaitFor(&one, 1, -1);
    }

    /// <summary>Lets a signal pass unnoticed, here and in children.</summary>
    internal static void IgnoreSignal(int signal) => _ = SetHandler(signal, Ignore);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int Open(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int ControlDevice(int descriptor, nuint request, WindowSize* size);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int WaitFor(Poll* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    private struct WindowSize
    {
        internal ushort Lines;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }

    private struct Poll
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
