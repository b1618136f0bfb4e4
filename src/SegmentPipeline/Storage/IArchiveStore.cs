namespace SegmentPipeline;

/// <summary>Where an archive is kept. A store answers questions for names, sizes and content. It has no state; many threads call it at
/// once.</summary>
/// <remarks>Places are paths below <see cref="Root"/> that <see cref="ArchiveLayout"/> makes; each store gives them its own meaning. A
/// fault of a place is an outcome, never an exception. An answer that is there at once comes as a completed task and
/// costs nothing.</remarks>
internal interface IArchiveStore
{
    /// <summary>Where the archive begins.</summary>
    DirectoryPath Root { get; }

    /// <summary>What to do if nothing can be read there, as the end of a sentence.</summary>
    string RootAdvice => "give the directory that holds the channels";

    /// <summary>What this store can say beside names.</summary>
    StoreAbilities Abilities { get; }

    /// <summary>Replaces the content of <paramref name="names"/> by the entries of a directory, in no particular order, their kinds
    /// resolved: links are followed, and a link that leads nowhere stays <see cref="EntryKind.Link"/>. A kind that cannot be asked for
    /// another reason is <see cref="EntryKind.Untold"/>. Kinds of hidden names may stay unresolved. After anything but
    /// <see cref="ReadStatus.Done"/> the names are empty.</summary>
    ValueTask<ReadOutcome> ListAsync(DirectoryPath directory, NameList names, CancellationToken cancellationToken);

    /// <summary>Asks for the sizes of files of one directory, and answers each question in its place.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="names">The names in the directory, as they were listed.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="from">The first question that is asked; the questions before it stay as they are.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    ValueTask AskSizesAsync(
        DirectoryPath directory,
        NameList names,
        List<SizeQuestion> questions,
        int from,
        CancellationToken cancellationToken);

    /// <summary>Asks for the size of one file.</summary>
    async ValueTask<SizeQuestion> AskSizeAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken)
    {
        var names = new NameList();
        names.Expect(2 * NameList.UsualEntryBytes);
        List<SizeQuestion> questions = [new() { NameOffset = names.Add(name.Span, EntryKind.File), NameLength = name.Length }];
        await AskSizesAsync(directory, names, questions, 0, cancellationToken).ConfigureAwait(false);
        return questions[0];
    }

    /// <summary>The stamp of a directory, which changes whenever a name in the directory changes; null if the store cannot tell.</summary>
    ValueTask<DirectoryFingerprint?> StampAsync(DirectoryPath directory, CancellationToken cancellationToken);

    /// <summary>Whether the directory may be listed and the sizes in it asked for; false also if the store cannot tell.</summary>
    ValueTask<bool> MayReadAsync(DirectoryPath directory, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading from its start. If the archive is on a disk, the stream is a <see cref="FileStream"/>.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file.</exception>
    ValueTask<Stream> OpenAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken);

    /// <summary>Does the same as <see cref="OpenAsync"/>, but cannot open a file to which a link leads out of the archive.</summary>
    /// <exception cref="IOException">The file cannot be opened, or does not lie in the archive.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not open the file.</exception>
    ValueTask<Stream> OpenInsideAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken);

    /// <summary>Takes hold of a directory, so that a caller can ask later whether the place still leads to the same directory. Never takes
    /// long.</summary>
    IHeldDirectory Hold(DirectoryPath directory);

    /// <summary>Does the same as <see cref="Hold"/>, without keeping anything open.</summary>
    IHeldDirectory Note(DirectoryPath directory);

    /// <summary>What the calling thread has had to wait for so far; always the same value if the store cannot tell.</summary>
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
