namespace SegmentPipeline.Replicas;

/// <summary>Which streams the copies have, and which copies could not say.</summary>
internal sealed class CopyCatalog
{
    private readonly Dictionary<SegmentArchive, HashSet<StreamId>> _streams = [];
    private readonly Dictionary<SegmentArchive, string> _causes = [];
    private readonly Dictionary<(SegmentArchive Archive, string Channel), string> _channelCauses = [];
    private readonly SortedSet<StreamId> _all = [];
    private readonly AuditRequest _wanted;

    private CopyCatalog(IReadOnlyList<string> exclude) => _wanted = new AuditRequest { Exclude = exclude };

    /// <summary>All streams of all copies.</summary>
    internal IReadOnlyCollection<StreamId> Streams => _all;

    /// <summary>Asks the archive here and all replicas.</summary>
    /// <param name="archive">The archive here.</param>
    /// <param name="replicas">The replicas.</param>
    /// <param name="exclude">Patterns of what is left out.</param>
    /// <param name="mayBeEmpty">Whether the archive here may be without any hour.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AuditFailedException">The archive here cannot be read.</exception>
    internal static async Task<CopyCatalog> ReadAsync(
        SegmentArchive archive,
        IReadOnlyList<Replica> replicas,
        IReadOnlyList<string> exclude,
        bool mayBeEmpty,
        CancellationToken cancellationToken)
    {
        var catalog = new CopyCatalog(exclude);
        if (!mayBeEmpty || !await HasNoHourAsync(archive, cancellationToken).ConfigureAwait(false))
            catalog.Add(archive, await archive.FindStreamsAsync(catalog._wanted, cancellationToken).ConfigureAwait(false));
        await Task.WhenAll(replicas.Select(replica => catalog.AskAsync(replica.Archive, cancellationToken))).ConfigureAwait(false);
        return catalog;
    }

    /// <summary>Why a copy could not say which streams it has; null if it could.</summary>
    internal string? CauseOf(SegmentArchive archive) =>
        _causes.GetValueOrDefault(archive)
        ?? _channelCauses.Where(cause => cause.Key.Archive == archive).Select(cause => cause.Value).FirstOrDefault();

    /// <summary>Why a copy could not say which streams of a channel it has; null if it could.</summary>
    internal string? CauseOf(SegmentArchive archive, string channel) =>
        _causes.GetValueOrDefault(archive) ?? _channelCauses.GetValueOrDefault((archive, channel));

    /// <summary>Whether a copy has a stream, as far as it could say.</summary>
    internal bool Has(SegmentArchive archive, StreamId stream) =>
        _streams.TryGetValue(archive, out var streams) && streams.Contains(stream);

    /// <summary>The other streams of a channel.</summary>
    internal IEnumerable<StreamId> Beside(StreamId stream) => _all.Where(other => other.Channel == stream.Channel && other != stream);

    /// <summary>The streams that a request is about.</summary>
    /// <exception cref="StreamNotFoundException">No copy has a channel or a quality that it names.</exception>
    internal IReadOnlyList<StreamId> Chosen(IReadOnlyList<string> channels, IReadOnlyList<string> qualities)
    {
        foreach (var channel in channels)
        {
            if (!_all.Any(stream => stream.Channel == channel)) throw new StreamNotFoundException($"no copy has a channel '{channel}'");
        }

        foreach (var quality in qualities)
        {
            if (!_all.Any(stream => stream.Quality == quality)) throw new StreamNotFoundException($"no copy has a quality '{quality}'");
        }

        return _all
            .Where(stream => channels.Count == 0 || channels.Contains(stream.Channel))
            .Where(stream => qualities.Count == 0 || qualities.Contains(stream.Quality))
            .ToList();
    }

    /// <summary>Whether everything of an archive can be listed, and there is no hour.</summary>
    internal static async Task<bool> HasNoHourAsync(SegmentArchive archive, CancellationToken cancellationToken)
    {
        var channels = await archive.ListChannelsAsync(cancellationToken).ConfigureAwait(false);
        if (channels.Outcome != ListingOutcome.Read) return false;
        foreach (var channel in channels.Items)
        {
            var qualities = await archive.ListQualitiesAsync(channel, cancellationToken).ConfigureAwait(false);
            if (qualities.Outcome == ListingOutcome.Unreadable) return false;
            foreach (var quality in qualities.Items)
            {
                var hours = await archive.ListHoursAsync(new StreamId(channel, quality), cancellationToken).ConfigureAwait(false);
                if (hours.Outcome == ListingOutcome.Unreadable || hours.Items.Count > 0) return false;
            }
        }

        return true;
    }

    private async Task AskAsync(SegmentArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            var streams = await archive.FindStreamsAsync(_wanted, cancellationToken).ConfigureAwait(false);
            Add(archive, streams);
            await AskChannelsAsync(archive, [.. streams.Select(stream => stream.Channel)], cancellationToken).ConfigureAwait(false);
        }
        catch (AuditFailedException fault)
        {
            lock (_all) _causes[archive] = fault.Message;
        }
    }

    /// <summary>Asks about the channels of which no stream is known: there may be none, or they could not be listed.</summary>
    private async Task AskChannelsAsync(SegmentArchive archive, HashSet<string> known, CancellationToken cancellationToken)
    {
        var channels = await archive.ListChannelsAsync(cancellationToken).ConfigureAwait(false);
        if (channels.Outcome == ListingOutcome.Unreadable) Note(archive, null, channels.Cause);
        foreach (var channel in channels.Items.Where(channel => !known.Contains(channel)))
        {
            var qualities = await archive.ListQualitiesAsync(channel, cancellationToken).ConfigureAwait(false);
            if (qualities.Outcome == ListingOutcome.Unreadable) Note(archive, channel, qualities.Cause);
        }
    }

    private void Note(SegmentArchive archive, string? channel, string? cause)
    {
        lock (_all)
        {
            if (channel is null) _causes[archive] = cause ?? "it could not be read";
            else _channelCauses[(archive, channel)] = cause ?? "it could not be read";
        }
    }

    private void Add(SegmentArchive archive, IReadOnlyList<StreamId> streams)
    {
        lock (_all)
        {
            _streams[archive] = [.. streams];
            _all.UnionWith(streams);
        }
    }
}
