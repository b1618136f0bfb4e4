using System.Collections.Concurrent;

namespace SegmentPipeline.Replicas;

/// <summary>The tombstones of all copies, hour by hour. Each hour of a copy is asked for when somebody needs it, once; and not at all of
/// a copy that tells the digest of another that is known.</summary>
/// <remarks>Source: semantics §9. A copy that cannot be asked has none that anybody knows of. May be used by many at once.</remarks>
/// <param name="archive">The archive here.</param>
/// <param name="replicas">The replicas.</param>
/// <param name="catalog">Which streams the copies have.</param>
/// <param name="stop">Stops what several may be waiting for.</param>
internal sealed class CopyTombstones(
    SegmentArchive archive,
    IReadOnlyList<Replica> replicas,
    CopyCatalog catalog,
    CancellationToken stop)
{
    private readonly ConcurrentDictionary<StreamId, Lazy<Task<StreamCopies>>> _streams = new();
    private readonly ConcurrentDictionary<(SegmentArchive Copy, StreamId Stream, Hour Hour), Lazy<Task<CopyHour>>> _hours = new();

    /// <summary>The names of the tombstones that other copies have of an hour.</summary>
    /// <param name="asking">The copy that obeys its own.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    internal async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadOthersAsync(
        SegmentArchive asking,
        StreamId stream,
        Hour hour,
        CancellationToken cancellationToken)
    {
        var listing = _streams.GetOrAdd(
            stream,
            key => new(() => StreamCopies.ReadAsync(archive, replicas, key, catalog, stop)));
        var copies = await listing.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        var here = await HourOf(copies.Here, hour).WaitAsync(cancellationToken).ConfigureAwait(false);
        var others = await Task.WhenAll(Others(copies, asking, hour, here).Select(copy => HourOf(copy, hour)))
            .WaitAsync(cancellationToken)
            .ConfigureAwait(false);
        return others.Prepend(here).SelectMany(copy => copy.Tombstones).Distinct(NameEquality.Instance).ToList();
    }

    /// <summary>The replicas whose tombstones may be others than those of the copy that asks, and of the archive here.</summary>
    private static List<StreamCopy> Others(StreamCopies copies, SegmentArchive asking, Hour hour, CopyHour here)
    {
        var known = new HashSet<HourNamesDigest>();
        if (here.Digest is { } digest) known.Add(digest);
        foreach (var copy in copies.There)
            if (copy.Archive == asking && copy.Digests.TryGetValue(hour, out var own)) known.Add(own);
        return copies.There
            .Where(copy => copy.Archive != asking)
            .Where(copy => !copy.Digests.TryGetValue(hour, out var told) || known.Add(told))
            .ToList();
    }

    private Task<CopyHour> HourOf(StreamCopy copy, Hour hour) =>
        _hours.GetOrAdd((copy.Archive, copy.Stream, hour), key => new(() => ReadAsync(copy, key.Hour))).Value;

    private async Task<CopyHour> ReadAsync(StreamCopy copy, Hour hour)
    {
        var names = await copy.ReadHourAsync(hour, stop).ConfigureAwait(false);
        return new CopyHour(
            names.Tombstones,
            names.Outcome == ListingOutcome.Read ? HourNamesDigest.FromNames(names.GetAll()) : null);
    }

    /// <param name="Tombstones">The names of the tombstones of an hour.</param>
    /// <param name="Digest">The digest of all its names; null if it could not be read, or is not there.</param>
    private sealed record CopyHour(IReadOnlyList<ReadOnlyMemory<byte>> Tombstones, HourNamesDigest? Digest);
}
