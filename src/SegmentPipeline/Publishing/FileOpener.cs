namespace SegmentPipeline;

/// <summary>Opens the files that an archive hands out.</summary>
internal sealed class FileOpener(IArchiveStore store)
{
    private const int HashCharacters = 43;

    /// <summary>What file systems of POSIX allow.</summary>
    private const int MostNameBytes = 255;

    /// <summary>Opens a file of an hour; null if there is none that may be handed out.</summary>
    /// <exception cref="IOException">There may be one, but it cannot be opened.</exception>
    internal async Task<PublishedFile?> OpenAsync(DirectoryPath directory, byte[] name, CancellationToken cancellationToken)
    {
        if (!CanName(name)) return null;
        var isTombstone = name.AsSpan().EndsWith(ArchiveLayout.TombstoneSuffix);
        if (!isTombstone && !ArchiveLayout.IsContent(name)) return null;
        try
        {
            if (!isTombstone && await IsWithdrawnAsync(directory, name, cancellationToken).ConfigureAwait(false)) return null;
            var content = await store.OpenInsideAsync(directory, name, cancellationToken).ConfigureAwait(false);
            return new PublishedFile { Content = content, LengthBytes = content.Length, Hash = HashOf(name) };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Opens a file beside the channels; null if there is none that may be handed out.</summary>
    /// <exception cref="IOException">There may be one, but it cannot be opened.</exception>
    internal async Task<PublishedFile?> OpenExtraAsync(IReadOnlyList<ReadOnlyMemory<byte>> path, CancellationToken cancellationToken)
    {
        if (path.Count == 0 || !path.All(part => CanName(part.Span))) return null;
        var directory = path.SkipLast(1).Aggregate(store.Root, (above, part) => above.Child(part.Span));
        try
        {
            var content = await store.OpenInsideAsync(directory, path[^1], cancellationToken).ConfigureAwait(false);
            return new PublishedFile { Content = content, LengthBytes = content.Length };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a part of an address may be the name of one file or directory that is not hidden.</summary>
    internal static bool CanName(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= MostNameBytes && !ArchiveLayout.IsHidden(name) && !name.ContainsAny((byte)'/', (byte)0);

    /// <summary>The hash that the name of a segment carries; null for a temporary one and for any other name.</summary>
    internal static string? HashOf(ReadOnlySpan<byte> name)
    {
        if (!name.EndsWith(ArchiveLayout.SegmentSuffix)) return null;
        var entry = default(SegmentEntry);
        var fault = SegmentNameParser.Parse(ArchiveLayout.StemOf(name), ref entry, out _);
        return fault == NameFault.None && entry.Kind != SegmentKind.Temporary
            ? RawName.ToText(name.Slice(entry.HashOffset, HashCharacters))
            : null;
    }

    private async ValueTask<bool> IsWithdrawnAsync(DirectoryPath directory, byte[] name, CancellationToken cancellationToken)
    {
        byte[] tombstone = [.. ArchiveLayout.StemOfContent(name), .. ArchiveLayout.TombstoneSuffix];
        if (tombstone.Length > MostNameBytes) return false;
        // Hardly ever is there one; an exception for each file that is handed out would take longer than the file.
        var known = await store.AskSizeAsync(directory, tombstone, cancellationToken).ConfigureAwait(false);
        if (known.Outcome.Status == ReadStatus.Absent) return false;
        try
        {
            var opened = await store.OpenAsync(directory, tombstone, cancellationToken).ConfigureAwait(false);
            await opened.DisposeAsync().ConfigureAwait(false);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
