namespace SegmentPipeline.Cli;

/// <summary>The limit that <c>ulimit -f</c> sets. A file that reaches it is a file that cannot be written, as on a full disk, not the end
/// of the process.</summary>
internal static class FileSizeLimit
{
    private const int Exceeded = 25; // SIGXFSZ, of Linux and the BSDs

    /// <summary>Makes writing beyond the limit an error of the one who writes.</summary>
    internal static void BeAnError()
    {
        if (!OperatingSystem.IsWindows()) LibC.IgnoreSignal(Exceeded);
    }
}
