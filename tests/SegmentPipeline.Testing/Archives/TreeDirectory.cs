namespace SegmentPipeline.Testing;

/// <summary>A directory of an <see cref="ArchiveTree"/>: entries by name, and the fault it shows when it is listed.</summary>
internal sealed class TreeDirectory
{
    private readonly List<TreeEntry> _entries = [];
    private readonly Dictionary<string, TreeEntry> _byName = new(StringComparer.Ordinal);

    internal IReadOnlyList<TreeEntry> Entries => _entries;

    /// <summary>Why it cannot be listed, or null.</summary>
    internal string? Unreadable { get; set; }

    /// <summary>Its parent still names it, but it is gone when it is listed.</summary>
    internal bool GoneWhenListed { get; set; }

    /// <summary>Whether the reader can tell when it changes.</summary>
    internal bool HasFingerprint { get; set; } = true;

    /// <summary>Grows with every change of a name in it.</summary>
    internal uint Version { get; private set; }

    internal TreeEntry? Find(string rawName) => _byName.GetValueOrDefault(rawName);

    /// <summary>Adds an entry, or does nothing if the name is taken: a directory holds a name once.</summary>
    internal TreeDirectory Add(TreeEntry entry)
    {
        if (!_byName.TryAdd(entry.RawName, entry)) return this;
        _entries.Add(entry);
        Version++;
        return this;
    }

    internal TreeDirectory File(string rawName, long sizeBytes = 0) =>
        Add(new TreeEntry(rawName, EntryKind.File) { SizeBytes = sizeBytes });

    /// <summary>Adds an entry of which the file system does not tell what it is.</summary>
    internal TreeDirectory Untold(string rawName, string cause) => Add(new TreeEntry(rawName, EntryKind.Untold) { KindFault = cause });

    /// <summary>Gives a file another size without a change of any name, as when it is written over in its place.</summary>
    internal void WriteOver(string rawName, long sizeBytes) => _byName[rawName].SizeBytes = sizeBytes;

    internal TreeDirectory Remove(string rawName)
    {
        if (_byName.Remove(rawName, out var entry)) _entries.Remove(entry);
        Version++;
        return this;
    }

    /// <summary>The directory of that name in this one, made if need be.</summary>
    internal TreeDirectory Child(string rawName)
    {
        Add(new TreeEntry(rawName, EntryKind.Directory) { Directory = new TreeDirectory() });
        return Find(rawName)!.Directory ?? throw new InvalidOperationException($"'{rawName}' is not a directory");
    }
}
