namespace SegmentPipeline;

/// <summary>Lists one directory of an archive, whichever level it stands on.</summary>
internal sealed class ArchiveLister(IArchiveStore store)
{
    internal Task<ArchiveListing<string>> ChannelsAsync(CancellationToken cancellationToken) =>
        DirectoriesAsync(store.Root, cancellationToken);

    internal Task<ArchiveListing<string>> QualitiesAsync(string channel, CancellationToken cancellationToken) =>
        DirectoriesAsync(ArchiveLayout.ChannelIn(store.Root, RawName.Unescape(channel)), cancellationToken);

    internal async Task<ArchiveListing<Hour>> HoursAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var level = await ReadAsync(ArchiveLayout.StreamIn(store.Root, stream), cancellationToken).ConfigureAwait(false);
        return Made(level.Outcome, level.Hours);
    }

    internal async Task<ArchiveListing<string>> NamesAsync(StreamId stream, Hour hour, CancellationToken cancellationToken)
    {
        // Others have no text that names a directory.
        if (hour < Hour.Earliest || hour > Hour.Latest) return Made<string>(ReadOutcome.Absent, []);
        var names = new NameList();
        var directory = ArchiveLayout.HourIn(ArchiveLayout.StreamIn(store.Root, stream), hour);
        var outcome = await store.ListAsync(directory, names, cancellationToken).ConfigureAwait(false);
        return Made(outcome, TextsOf(names));
    }

    private static List<string> TextsOf(NameList names)
    {
        var texts = new List<string>();
        foreach (var entry in names)
        {
            if (!ArchiveLayout.IsHidden(entry.Name)) texts.Add(RawName.ToText(entry.Name));
        }

        return texts;
    }

    private async Task<ArchiveListing<string>> DirectoriesAsync(DirectoryPath directory, CancellationToken cancellationToken)
    {
        var level = await ReadAsync(directory, cancellationToken).ConfigureAwait(false);
        return Made(level.Outcome, level.Directories.Select(name => RawName.ToText(name)));
    }

    private ValueTask<DirectoryLevel> ReadAsync(DirectoryPath directory, CancellationToken cancellationToken) =>
        DirectoryLevel.ReadAsync(store, directory, new NameList(), cancellationToken);

    private static ArchiveListing<T> Made<T>(ReadOutcome outcome, IEnumerable<T> items) => outcome.Status switch
    {
        ReadStatus.Done => new() { Outcome = ListingOutcome.Read, Items = [.. items] },
        ReadStatus.Absent => new() { Outcome = ListingOutcome.Absent, Cause = outcome.Cause },
        _ => new() { Outcome = ListingOutcome.Unreadable, Cause = outcome.Cause },
    };
}
