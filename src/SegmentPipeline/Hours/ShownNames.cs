namespace SegmentPipeline;

/// <summary>Which names of an hour other nodes are told, as places in a list.</summary>
/// <remarks>Source: semantics §8.</remarks>
internal sealed class ShownNames
{
    private ShownNames(List<(int Offset, int Length)> files, List<(int Offset, int Length)> tombstones, bool mayChange)
    {
        Files = files;
        Tombstones = tombstones;
        MayChangeUnseen = mayChange;
    }

    /// <summary>The files, without those that a tombstone withdraws.</summary>
    internal List<(int Offset, int Length)> Files { get; }

    /// <summary>The tombstones.</summary>
    internal List<(int Offset, int Length)> Tombstones { get; }

    /// <summary>Whether these may become others while the directory does not change: it has links, or entries of which it could not be
    /// told what they are.</summary>
    internal bool MayChangeUnseen { get; }

    /// <summary>Finds them.</summary>
    internal static ShownNames Find(NameList names)
    {
        var (mayChange, tombstones, stems) = (names.HasLinks, new List<(int Offset, int Length)>(), new List<(int Offset, int Length)>());
        var files = new List<(int Offset, int Length)>((int)(names.ByteCount / NameList.UsualEntryBytes) + 1);
        foreach (var entry in names)
        {
            mayChange |= entry.Kind == EntryKind.Untold;
            if (!IsShown(entry)) continue;
            if (ArchiveLayout.IsContent(entry.Name)) files.Add((entry.NameOffset, entry.NameLength));
            if (!entry.Name.EndsWith(ArchiveLayout.TombstoneSuffix)) continue;
            tombstones.Add((entry.NameOffset, entry.NameLength));
            stems.Add((entry.NameOffset, entry.NameLength - ArchiveLayout.TombstoneSuffix.Length));
        }

        if (stems.Count > 0)
        {
            var withdrawn = new TombstoneSet(names, stems);
            files.RemoveAll(file =>
                withdrawn.Contains(file.Offset, ArchiveLayout.StemOfContent(names.NameAt(file.Offset, file.Length)).Length));
        }

        return new ShownNames(files, tombstones, mayChange);
    }

    /// <summary>The digest of files and tombstones. Sorts <see cref="Files"/>.</summary>
    internal HourNamesDigest DigestOf(NameList names)
    {
        var all = Tombstones.Count == 0 ? Files : [.. Files, .. Tombstones];
        SortedNames.Sort(names, all);
        return HourNamesDigest.FromNames(all, place => names.NameAt(place.Offset, place.Length));
    }

    /// <summary>Whether an entry is a file that is not hidden. One of which that cannot be told is taken for one: who fetches it learns
    /// why it cannot be had.</summary>
    private static bool IsShown(NameList.Enumerator entry) =>
        !ArchiveLayout.IsHidden(entry.Name) && entry.Kind is EntryKind.File or EntryKind.Untold;
}
