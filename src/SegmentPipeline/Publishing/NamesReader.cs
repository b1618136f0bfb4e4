namespace SegmentPipeline;

/// <summary>Reads the names of an hour that other nodes are told.</summary>
internal sealed class NamesReader(IArchiveStore store)
{
    /// <summary>Reads a directory.</summary>
    internal async ValueTask<HourNames> ReadAsync(DirectoryPath directory, CancellationToken cancellationToken)
    {
        var names = new NameList();
        var outcome = await store.ListAsync(directory, names, cancellationToken).ConfigureAwait(false);
        if (outcome.Status == ReadStatus.Absent) return new HourNames { Outcome = ListingOutcome.Absent, Cause = outcome.Cause };
        if (outcome.Status != ReadStatus.Done) return new HourNames { Outcome = ListingOutcome.Unreadable, Cause = outcome.Cause };
        var shown = ShownNames.Find(names);
        return new HourNames
        {
            Outcome = ListingOutcome.Read,
            Files = SortedNames.Copy(names, shown.Files),
            Tombstones = SortedNames.Copy(names, shown.Tombstones),
            MayChangeUnseen = shown.MayChangeUnseen,
        };
    }
}
