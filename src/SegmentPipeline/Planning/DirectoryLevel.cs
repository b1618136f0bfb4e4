namespace SegmentPipeline;

/// <summary>What stands in a directory of the archive's upper levels: directories and other entries, by name bytes. Hidden ones are left out.</summary>
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

    internal static DirectoryLevel Read(IDirectoryReader reader, DirectoryPath path, NameList names)
    {
        var outcome = reader.List(path, names);
        var directories = new List<byte[]>();
        var others = new List<byte[]>();
        var untold = new List<byte[]>();
        foreach (var entry in names)
        {
            if (entry.Name[0] != '.') ListOf(entry.Kind).Add(entry.Name.ToArray());
        }

        foreach (var name in untold) (MayBeDirectory(reader, path.Child(name), names) ? directories : others).Add(name);
        directories.Sort(CompareBytes);
        others.Sort(CompareBytes);
        return new DirectoryLevel(outcome, directories, others);

        List<byte[]> ListOf(EntryKind kind) => kind switch
        {
            EntryKind.Directory => directories,
            EntryKind.Untold => untold,
            _ => others,
        };
    }

    /// <summary>What could not be told may be a directory unless listing it says that it is none. If that fails too, whoever lists it next finds out why.</summary>
    private static bool MayBeDirectory(IDirectoryReader reader, DirectoryPath path, NameList names) => reader.List(path, names).Status != ReadStatus.Absent;

    private static int CompareBytes(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);
}
