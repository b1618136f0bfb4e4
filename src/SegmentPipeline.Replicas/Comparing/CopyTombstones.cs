using System.Collections.Concurrent;

namespace SegmentPipeline.Replicas;

/// <summary>The tombstones of all copies together, hour by hour. Each hour is asked for when somebody needs it, once.</summary>
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
    private readonly ConcurrentDictionary<StreamId, Lazy<Task<CopyHours[]>>> _streams = new();
    private readonly ConcurrentDictionary<(StreamId Stream, Hour Hour), Lazy<Task<IReadOnlyList<ReadOnlyMemory<byte>>>>> _hours = new();

    /// <summary>The names of the tombstones that any copy has of an hour.</summary>
    internal async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(
        StreamId stream,
        Hour hour,
        CancellationToken cancellationToken)
    {
        var reading = _hours.GetOrAdd((stream, hour), key => new(() => ReadAsync(key.Stream, key.Hour)));
        return await reading.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(StreamId stream, Hour hour)
    {
        var copies = await _streams.GetOrAdd(stream, key => new(() => ListAsync(key))).Value.ConfigureAwait(false);
        var names = await Task.WhenAll(copies
                .Where(copy => copy.Hours.Contains(hour))
                .Select(copy => copy.Archive.ListHourNamesAsync(stream, hour, stop)))
            .ConfigureAwait(false);
        return names.SelectMany(copy => copy.Tombstones).Distinct(NameEquality.Instance).ToList();
    }

    /// <summary>Which hours each copy has: only of these it is asked.</summary>
    private Task<CopyHours[]> ListAsync(StreamId stream) => Task.WhenAll(
        replicas.Select(replica => replica.Archive)
            .Prepend(archive)
            .Where(copy => catalog.Has(copy, stream))
            .Select(async copy =>
            {
                var hours = await copy.ListHoursAsync(stream, stop).ConfigureAwait(false);
                return new CopyHours(copy, [.. hours.Items]);
            }));

    /// <param name="Archive">A copy.</param>
    /// <param name="Hours">The hours that it has.</param>
    private sealed record CopyHours(SegmentArchive Archive, HashSet<Hour> Hours);
}
