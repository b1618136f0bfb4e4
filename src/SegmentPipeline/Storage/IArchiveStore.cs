namespace SegmentPipeline;

/// <summary>Where an archive is kept: what it is asked for names, sizes and content. Stateless; called from many threads at once.</summary>
/// <remarks>Places are paths below <see cref="Root"/> that <see cref="ArchiveLayout"/> makes; the store reads them as it likes. What goes
/// wrong with a place is an outcome, never an exception. Answers that are there at once come as completed tasks and cost nothing.</remarks>
internal interface IArchiveStore
{
    /// <summary>Where the archive begins.</summary>
    DirectoryPath Root { get; }

    /// <summary>What this store can say beside names.</summary>
    StoreAbilities Abilities { get; }

    /// <summary>Replaces the content of <paramref name="names"/> by the entries of a directory, in no particular order, their kinds
    /// resolved: links are followed, and a link that leads nowhere stays <see cref="EntryKind.Link"/>. A kind that cannot be asked for
    /// another reason is <see cref="EntryKind.Untold"/>. Kinds of hidden names may stay unresolved. After anything but
    /// <see cref="ReadStatus.Done"/> the names are empty.</summary>
    ValueTask<ReadOutcome> ListAsync(DirectoryPath directory, NameList names, CancellationToken cancellationToken);

    /// <summary>Asks for the sizes of files of one directory, and answers each question in its place.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="names">Its names, as they were listed.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="from">The first that is asked; those before it are left as they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask AskSizesAsync(DirectoryPath directory, NameList names, List<SizeQuestion> questions, int from, CancellationToken cancellationToken);

    /// <summary>What changes whenever a name in the directory does; null if there is no telling.</summary>
    ValueTask<DirectoryFingerprint?> StampAsync(DirectoryPath directory, CancellationToken cancellationToken);

    /// <summary>Whether the directory may be listed and the sizes in it asked for; false also if there is no telling.</summary>
    ValueTask<bool> MayReadAsync(DirectoryPath directory, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading from its start. Of an archive on a disk the stream is a <see cref="FileStream"/>.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    ValueTask<Stream> OpenAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken);

    /// <summary>Takes hold of a directory, to be told later whether its place still leads to it. Asks nothing that may take long.</summary>
    IHeldDirectory Hold(DirectoryPath directory);

    /// <summary>The same, without keeping anything open.</summary>
    IHeldDirectory Note(DirectoryPath directory);

    /// <summary>What the calling thread has had to wait for so far; always the same where there is no telling.</summary>
    ThreadWaits WaitsOfThread();
}

/// <summary>What a store can say beside names.</summary>
[Flags]
internal enum StoreAbilities
{
    /// <summary>Names and nothing else.</summary>
    None = 0,

    /// <summary>Sizes of files.</summary>
    Sizes = 1,

    /// <summary>Stamps of directories; without them nothing is remembered.</summary>
    Stamps = 2,
}
