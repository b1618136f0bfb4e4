namespace SegmentPipeline;

/// <summary>The files of a directory that lies in an archive beside its channels, and of all directories below it.</summary>
internal sealed class ExtraFiles(IArchiveStore store)
{
    private const int MostLevels = 16;
    private const int MostFiles = 100_000;

    private readonly List<ReadOnlyMemory<byte>> _files = [];

    /// <summary>Lists them, hidden ones left out.</summary>
    internal async Task<ArchiveListing<ReadOnlyMemory<byte>>> ListAsync(ReadOnlyMemory<byte> directory, CancellationToken cancellationToken)
    {
        var outcome = await AddAsync(store.Root.Child(directory.Span), [], MostLevels, cancellationToken).ConfigureAwait(false);
        _files.Sort(SortedNames.CompareBytes);
        return outcome.Status switch
        {
            ReadStatus.Done => new() { Outcome = ListingOutcome.Read, Items = _files },
            ReadStatus.Absent => new() { Outcome = ListingOutcome.Absent, Cause = outcome.Cause },
            _ => new() { Outcome = ListingOutcome.Unreadable, Cause = outcome.Cause },
        };
    }

    /// <summary>Adds the files of one directory and of those below it. What vanishes meanwhile has none.</summary>
    private async Task<ReadOutcome> AddAsync(DirectoryPath directory, byte[] prefix, int levels, CancellationToken cancellationToken)
    {
        if (levels == 0)
            return ReadOutcome.Failed($"{directory} lies more than {MostLevels} levels deep, or a link leads around in a circle");
        var names = new NameList();
        var outcome = await store.ListAsync(directory, names, cancellationToken).ConfigureAwait(false);
        var (below, files, hasLinks) = (new List<byte[]>(), new List<byte[]>(), names.HasLinks);
        foreach (var entry in names)
        {
            if (ArchiveLayout.IsHidden(entry.Name)) continue;
            if (entry.Kind == EntryKind.Directory) below.Add(entry.Name.ToArray());
            else if (entry.Kind == EntryKind.File) files.Add(entry.Name.ToArray());
        }

        foreach (var name in files)
        {
            if (!hasLinks || await LiesInsideAsync(directory, name, cancellationToken).ConfigureAwait(false))
                _files.Add((byte[])[.. prefix, .. name]);
        }

        if (_files.Count > MostFiles) return ReadOutcome.Failed($"there are more than {MostFiles} files");
        foreach (var name in below)
        {
            var inner = await AddAsync(directory.Child(name), [.. prefix, .. name, (byte)'/'], levels - 1, cancellationToken)
                .ConfigureAwait(false);
            if (inner.Status == ReadStatus.Failed) return inner;
        }

        return outcome;
    }

    /// <summary>Whether a file lies in the archive once all links have been followed. One that cannot be opened is listed: who fetches it
    /// learns why.</summary>
    private async ValueTask<bool> LiesInsideAsync(DirectoryPath directory, byte[] name, CancellationToken cancellationToken)
    {
        try
        {
            var content = await store.OpenInsideAsync(directory, name, cancellationToken).ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is not FileNotFoundException;
        }
    }
}
