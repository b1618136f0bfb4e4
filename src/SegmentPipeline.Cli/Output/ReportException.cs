namespace SegmentPipeline.Cli;

/// <summary>What was asked for cannot be written.</summary>
internal sealed class ReportException(string destination, Exception cause)
    : Exception($"cannot write to {destination}: {Words(cause)}", cause)
{
    private const string FileLength = "value";
    private const int BrokenPipe = 32; // EPIPE, on every POSIX system of note.

    /// <summary>Whether an exception is about a disk, and not a defect. .NET has a kind of its own for a file that would get too
    /// large.</summary>
    internal static bool IsOfTheDisk(Exception cause) =>
        cause is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: FileLength };

    /// <summary>What .NET says, without the path that it puts behind: that of a temporary file means nothing to anybody.</summary>
    internal static string Words(Exception cause)
    {
        if (cause is ArgumentOutOfRangeException) return "the file would get larger than it may";
        var said = cause is UnauthorizedAccessException { InnerException: IOException inner } ? inner.Message : cause.Message;
        var path = said.IndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? said : said[..path]).TrimEnd('.');
    }

    /// <summary>Whether the reader has gone away, as <c>head</c> does when it has enough. Nobody wants to be told.</summary>
    internal bool IsClosedByReader => InnerException is IOException { HResult: BrokenPipe };
}
