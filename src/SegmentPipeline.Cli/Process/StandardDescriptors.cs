namespace SegmentPipeline.Cli;

/// <summary>What has become of descriptors 1 and 2. Who starts a process may have closed them, and then the next file that is opened gets
/// their number: what is meant for a reader would go into the runtime's own pipes, or into a ledger.</summary>
/// <param name="IsOutputClosed">Whether nothing can be written to standard output.</param>
/// <param name="IsErrorClosed">Whether nothing can be written to standard error.</param>
internal readonly record struct StandardDescriptors(bool IsOutputClosed, bool IsErrorClosed)
{
    private const int Input = 0;
    internal const int Output = 1;
    internal const int Error = 2;

    /// <summary>Fills the numbers of closed descriptors, so that no later file gets one. Call it before anything else is opened.</summary>
    /// <remarks>The runtime opens files before the first line of the program, and may have filled the gaps already. What it has opened is
    /// closed on exec; what an exec has passed on never is. So that tells whose they are.</remarks>
    internal static StandardDescriptors Occupy()
    {
        if (OperatingSystem.IsWindows()) return default;
        IsClosed(Input, LibC.ReadAndWrite);

        // Opened for reading only, so that writing to it is the same error as before.
        var isOutputClosed = IsClosed(Output, LibC.ReadOnly) || !LibC.IsWritable(Output);
        var isErrorClosed = IsClosed(Error, LibC.ReadAndWrite) || !LibC.IsWritable(Error);
        return new StandardDescriptors(isOutputClosed, isErrorClosed);
    }

    /// <summary>Whether a descriptor had been closed; if its number is still free, it is not any more.</summary>
    private static bool IsClosed(int descriptor, int flags)
    {
        if (LibC.FlagsOf(descriptor) is { } known) return (known & LibC.ClosedOnExec) != 0;
        var opened = LibC.Open("/dev/null", flags);
        if (opened < 0) opened = LibC.Open("/", LibC.ReadOnly); // A root without devices.
        if (opened > Error) _ = LibC.Close(opened); // The runtime was faster.
        return true;
    }
}
