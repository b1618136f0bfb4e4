namespace SegmentPipeline.Replicas;

/// <summary>Which streams the copies have, and which copies could not say.</summary>
internal sealed class CopyCatalog
{
    private readonly Dictionary<SegmentArchive, HashSet<StreamId>> _streams = [];
    private readonly Dictionary<SegmentArchive, string> _causes = [];
    private readonly SortedSet<StreamId> _all = [];

    private CopyCatalog()
    {
    }

    /// <summary>All streams of all copies.</summary>
    internal IReadOnlyCollection<StreamId> Streams => _all;

    /// <summary>Asks the archive here and all replicas.</summary>
    /// <exception cref="AuditFailedException">The archive here cannot be read.</exception>
    internal static async Task<CopyCatalog> ReadAsync(
        SegmentArchive archive,
        IReadOnlyList<Replica> replicas,
        CancellationToken cancellationToken)
    {
        var catalog = new CopyCatalog();
        catalog.Add(archive, await archive.GetStreamsAsync(cancellationToken).ConfigureAwait(false));
        await Task.WhenAll(replicas.Select(replica => catalog.AskAsync(replica.Archive, cancellationToken))).ConfigureAwait(false);
        return catalog;
    }

    /// <summary>Why a copy could not say which streams it has; null if it could.</summary>
    internal string? CauseOf(SegmentArchive archive) => _causes.GetValueOrDefault(archive);

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

    private async Task AskAsync(SegmentArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            Add(archive, await archive.GetStreamsAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (AuditFailedException fault)
        {
            lock (_all) _causes[archive] = fault.Message;
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
