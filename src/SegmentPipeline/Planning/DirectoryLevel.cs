namespace SegmentPipeline;

/// <summary>What stands in a directory of the archive's upper levels: directories and other entries, by name bytes. Hidden ones are left
/// out.</summary>
internal sealed class DirectoryLevel
{
    private DirectoryLevel(ReadOutcome outcome, IReadOnlyList<byte[]> directories, IReadOnlyList<byte[]> others)
    {
        Outcome = outcome;
        Directories = directories;
        Others = others;
    }

    internal ReadOutcome Outcome { get; }

    internal IReadOnlyList<byte[]> Directories { get; }

    internal IReadOnlyList<byte[]> Others { get; }

    /// <summary>The hours that the directory of a stream names, in time order.</summary>
    internal IEnumerable<Hour> Hours => Directories
        .Select(name => ArchiveLayout.TryReadHour(name, out var hour) ? hour : (Hour?)null)
        .OfType<Hour>();

    /// <summary>Reads a directory.</summary>
    internal static async ValueTask<DirectoryLevel> ReadAsync(
        IArchiveStore store,
        DirectoryPath path,
        NameList names,
        CancellationToken cancellationToken)
    {
        var outcome = await store.ListAsync(path, names, cancellationToken).ConfigureAwait(false);
        var (directories, others, untold) = Sort(names);
        foreach (var name in untold)
        {
            var listed = await store.ListAsync(path.Child(name), names, cancellationToken).ConfigureAwait(false);
            (MayBeDirectory(listed) ? directories : others).Add(name);
        }

        directories.Sort(CompareBytes);
        others.Sort(CompareBytes);
        return new DirectoryLevel(outcome, directories, others);
    }

    private static (List<byte[]> Directories, List<byte[]> Others, List<byte[]> Untold) Sort(NameList names)
    {
        var (directories, others, untold) = (new List<byte[]>(), new List<byte[]>(), new List<byte[]>());
        foreach (var entry in names)
        {
            if (!ArchiveLayout.IsHidden(entry.Name)) ListOf(entry.Kind).Add(entry.Name.ToArray());
        }

        return (directories, others, untold);

        List<byte[]> ListOf(EntryKind kind) => kind switch
        {
            EntryKind.Directory => directories,
            EntryKind.Untold => untold,
            _ => others,
        };
    }

    /// <summary>What could not be told may be a directory unless listing it says that it is none. If that fails too, whoever lists it next
    /// finds out why.</summary>
    private static bool MayBeDirectory(ReadOutcome listed) => listed.Status != ReadStatus.Absent;

    private static int CompareBytes(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);
}
