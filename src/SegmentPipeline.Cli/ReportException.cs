namespace SegmentPipeline.Cli;

/// <summary>What was asked for cannot be written.</summary>
internal sealed class ReportException(string destination, Exception cause)
    : Exception($"cannot write to {destination}: {cause.Message.TrimEnd('.')}", cause)
{
    private const int BrokenPipe = 32; // EPIPE, on every POSIX system of note.

    /// <summary>Whether the reader has gone away, as <c>head</c> does when it has enough. Nobody wants to be told.</summary>
    internal bool IsClosedByReader => InnerException is IOException { HResult: BrokenPipe };
}
