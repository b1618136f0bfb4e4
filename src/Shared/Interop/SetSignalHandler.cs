using System.Runtime.InteropServices;

namespace SegmentPipeline;

internal static partial class LibC
{
    private const nint Ignore = 1; // SIG_IGN

    /// <summary>Lets a signal pass unnoticed, here and in children.</summary>
    internal static void IgnoreSignal(int signal) => _ = SetSignalHandler(signal, Ignore);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignalHandler(int signal, nint handler);
}
