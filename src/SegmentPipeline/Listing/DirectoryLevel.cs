namespace SegmentPipeline.Listing;

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
        foreach (var entry in names)
        {
            if (entry.Name[0] != '.') (entry.Kind == EntryKind.Directory ? directories : others).Add(entry.Name.ToArray());
        }

        directories.Sort(CompareBytes);
        others.Sort(CompareBytes);
        return new DirectoryLevel(outcome, directories, others);
    }

    private static int CompareBytes(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);
}
