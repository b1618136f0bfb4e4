using Microsoft.Win32.SafeHandles;

namespace SegmentPipeline;

/// <summary>What the file system is asked for. Implementations are stateless and may be called from many threads at once.</summary>
internal interface IDirectoryReader
{
    /// <summary>Replaces the content of <paramref name="names"/> by the entries of a directory, in no particular order,
    /// their kinds resolved: links are followed, and a link that leads nowhere stays <see cref="EntryKind.Link"/>. A kind that cannot be
    /// asked for another reason is <see cref="EntryKind.Untold"/>. Kinds of hidden names may stay unresolved.
    /// After anything but <see cref="ReadStatus.Done"/> the names are empty.</summary>
    ReadOutcome List(DirectoryPath directory, NameList names);

    /// <summary>Asks for the size of a file in bytes, links followed.</summary>
    ReadOutcome SizeOf(DirectoryPath directory, ReadOnlySpan<byte> name, out long sizeBytes);

    /// <summary>Asks for the sizes of files of one directory, and answers each in its place.</summary>
    void AskSizes(DirectoryPath directory, NameList names, Span<SizeQuestion> questions)
    {
        foreach (ref var question in questions)
        {
            question.Outcome = SizeOf(directory, names.NameAt(question.NameOffset, question.NameLength), out var sizeBytes);
            question.SizeBytes = sizeBytes;
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    SafeFileHandle OpenFile(DirectoryPath directory, ReadOnlySpan<byte> name) =>
        File.OpenHandle(
            directory.Child(name).Utf8,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            FileOptions.SequentialScan);

    /// <summary>The same, but a file that does not lie below a directory, once all links have been followed, cannot be opened. Where links
    /// cannot be followed there may be none.</summary>
    /// <exception cref="IOException">It cannot be opened, or lies elsewhere.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    SafeFileHandle OpenFileBelow(DirectoryPath top, DirectoryPath directory, ReadOnlySpan<byte> name)
    {
        var file = new FileInfo(directory.Child(name).Utf8);
        var isPlain = file.LinkTarget is null
            && (file.Attributes & (FileAttributes.Directory | FileAttributes.Device)) == FileAttributes.None;
        for (var above = file.Directory; isPlain && above is not null && above.FullName.Length > top.Utf8.Length; above = above.Parent)
            isPlain = above.LinkTarget is null;
        return isPlain ? OpenFile(directory, name) : throw new FileNotFoundException($"a link leads to {file}");
    }

    /// <summary>What the calling thread has had to wait for so far; always the same where there is no telling.</summary>
    ThreadWaits WaitsOfThread() => default;

    /// <summary>What changes whenever a name in the directory does, or null if there is no telling.</summary>
    DirectoryFingerprint? FingerprintOf(DirectoryPath directory);

    /// <summary>Opens a directory and keeps it open, to be told later whether its path still leads to it. What cannot be opened is
    /// noted.</summary>
    IHeldDirectory Hold(DirectoryPath directory);

    /// <summary>Notes what a directory is, without keeping it open.</summary>
    IHeldDirectory Note(DirectoryPath directory);

    /// <summary>Whether this process may list a directory and ask for the sizes in it. False also if there is no telling.</summary>
    bool MayRead(DirectoryPath directory) => false;
}

/// <summary>How a question to the file system went.</summary>
internal enum ReadStatus : byte
{
    /// <summary>It was answered.</summary>
    Done,

    /// <summary>There is no such file or directory, or there is none any more.</summary>
    Absent,

    /// <summary>It could not be answered: no permission, an input/output error.</summary>
    Failed,
}

/// <summary>How a question to the file system went, and why if it failed.</summary>
internal readonly record struct ReadOutcome(ReadStatus Status, string Cause)
{
    internal static ReadOutcome Done { get; } = new(ReadStatus.Done, "");

    internal static ReadOutcome Absent { get; } = new(ReadStatus.Absent, "no such file or directory");

    internal static ReadOutcome Failed(string cause) => new(ReadStatus.Failed, cause);
}
