using System.IO.Enumeration;

namespace SegmentPipeline;

/// <summary>What an entry is, links followed, as far as the platform's own calls tell: which error says that a path leads nowhere, and
/// which leaves it open.</summary>
internal static class PortableEntry
{
    /// <summary>What exceptions bear that the platform makes itself, as for a link that leads to itself.</summary>
    private const int OfThePlatform = unchecked((int)0x80131620);

    /// <summary>The time that an entry seems to have that could not be asked.</summary>
    private static readonly DateTimeOffset NoTime = DateTimeOffset.FromFileTime(0);

    private static int TooManyLinks { get; } = OperatingSystem.IsLinux() ? 40 : 62;

    /// <summary>The kind of an entry; if it cannot be asked, why.</summary>
    internal static EntryKind KindOf(ref FileSystemEntry entry, out string? cause)
    {
        cause = null;
        if (entry.IsDirectory) return EntryKind.Directory;

        // The enumerator has asked already, and keeps to itself that it got no answer.
        var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != FileAttributes.None;
        return !isLink && entry.LastWriteTimeUtc != NoTime ? EntryKind.File : Ask(entry.ToFullPath(), out cause);
    }

    /// <summary>The path that a path of links leads to in the end.</summary>
    internal static string Behind(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    /// <summary>Whether a fault says that there is nothing, rather than that it could not be asked.</summary>
    internal static bool SaysNowhere(Exception fault) =>
        fault is FileNotFoundException or DirectoryNotFoundException
        || (fault is IOException && (fault.HResult == TooManyLinks || fault.HResult == OfThePlatform));

    /// <summary>Not <see cref="File.Exists(string)"/>, which finds a broken link to exist, and what cannot be asked not to.</summary>
    private static EntryKind Ask(string path, out string? cause)
    {
        cause = null;
        try
        {
            var isDirectory = (File.GetAttributes(Behind(path)) & FileAttributes.Directory) != FileAttributes.None;
            return isDirectory ? EntryKind.Directory : EntryKind.File;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!SaysNowhere(fault)) cause = fault.Message;
            return EntryKind.Link;
        }
    }
}
