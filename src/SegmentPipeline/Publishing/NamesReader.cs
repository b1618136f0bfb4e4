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
        var (tombstones, stems) = FindTombstones(names);
        var withdrawn = new TombstoneSet(names, stems);
        var files = new List<(int Offset, int Length)>();
        foreach (var entry in names)
        {
            if (!IsShown(entry) || !ArchiveLayout.IsContent(entry.Name)) continue;
            var isWithdrawn = stems.Count > 0
                && withdrawn.Contains(entry.NameOffset, ArchiveLayout.StemOfContent(entry.Name).Length);
            if (!isWithdrawn) files.Add((entry.NameOffset, entry.NameLength));
        }

        return new HourNames
        {
            Outcome = ListingOutcome.Read,
            Files = SortedNames.Take(names, files),
            Tombstones = SortedNames.Take(names, tombstones),
        };
    }

    /// <summary>The tombstones, and what stands before their ending.</summary>
    private static (List<(int Offset, int Length)> Tombstones, List<(int Offset, int Length)> Stems) FindTombstones(NameList names)
    {
        var (tombstones, stems) = (new List<(int Offset, int Length)>(), new List<(int Offset, int Length)>());
        foreach (var entry in names)
        {
            if (!IsShown(entry) || !entry.Name.EndsWith(ArchiveLayout.TombstoneSuffix)) continue;
            tombstones.Add((entry.NameOffset, entry.NameLength));
            stems.Add((entry.NameOffset, entry.NameLength - ArchiveLayout.TombstoneSuffix.Length));
        }

        return (tombstones, stems);
    }

    /// <summary>Whether an entry is a file that is not hidden. One of which that cannot be told is taken for one: who fetches it learns
    /// why it cannot be had.</summary>
    private static bool IsShown(NameList.Enumerator entry) =>
        !ArchiveLayout.IsHidden(entry.Name) && entry.Kind is EntryKind.File or EntryKind.Untold;
}
