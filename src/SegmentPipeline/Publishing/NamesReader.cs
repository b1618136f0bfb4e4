namespace SegmentPipeline;

/// <summary>Reads the names of an hour that other nodes are told.</summary>
internal sealed class NamesReader(IArchiveStore store)
{
    /// <summary>Reads a directory.</summary>
    internal async ValueTask<HourNames> ReadAsync(DirectoryPath directory, CancellationToken cancellationToken)
    {
        var names = new NameList();
        var outcome = await store.ListAsync(directory, names, cancellationToken).ConfigureAwait(false);
        return outcome.Status switch
        {
            ReadStatus.Done => Sort(names),
            ReadStatus.Absent => new HourNames { Outcome = ListingOutcome.Absent, Cause = outcome.Cause },
            _ => new HourNames { Outcome = ListingOutcome.Unreadable, Cause = outcome.Cause },
        };
    }

    private static HourNames Sort(NameList names)
    {
        var stems = new List<(int Offset, int Length)>();
        var (files, tombstones) = (new List<ReadOnlyMemory<byte>>(), new List<ReadOnlyMemory<byte>>());
        foreach (var entry in names)
        {
            if (!IsShown(entry) || !entry.Name.EndsWith(ArchiveLayout.TombstoneSuffix)) continue;
            stems.Add((entry.NameOffset, entry.NameLength - ArchiveLayout.TombstoneSuffix.Length));
            tombstones.Add(entry.Name.ToArray());
        }

        var withdrawn = new TombstoneSet(names, stems);
        foreach (var entry in names)
        {
            if (!IsShown(entry) || !ArchiveLayout.IsContent(entry.Name)) continue;
            if (!withdrawn.Contains(entry.NameOffset, ArchiveLayout.StemOfContent(entry.Name).Length)) files.Add(entry.Name.ToArray());
        }

        files.Sort(HourNames.CompareBytes);
        tombstones.Sort(HourNames.CompareBytes);
        return new HourNames { Outcome = ListingOutcome.Read, Files = files, Tombstones = tombstones };
    }

    /// <summary>Whether an entry is a file that is not hidden. One of which that cannot be told is taken for one: who fetches it learns
    /// why it cannot be had.</summary>
    private static bool IsShown(NameList.Enumerator entry) =>
        !ArchiveLayout.IsHidden(entry.Name) && entry.Kind is EntryKind.File or EntryKind.Untold;
}
