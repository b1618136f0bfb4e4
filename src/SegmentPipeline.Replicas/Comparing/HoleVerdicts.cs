namespace SegmentPipeline.Replicas;

/// <summary>Finds the holes of a stream here, and from where each can be filled.</summary>
internal sealed class HoleVerdicts(
    SegmentArchive archive,
    IReadOnlyList<Replica> replicas,
    CopyCatalog catalog,
    CompareRequest request)
{
    /// <summary>The verdicts of a stream, in time order; none if it is not here.</summary>
    /// <exception cref="AuditFailedException">The archive here cannot be read.</exception>
    internal async Task<IReadOnlyList<VerdictRecord>> ReadAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var (holes, window) = await FindHolesAsync(stream, keepsDigests: false, cancellationToken).ConfigureAwait(false);
        return await DivideAsync(stream, holes, window, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The verdicts of holes that <see cref="FindHolesAsync"/> has found.</summary>
    internal async Task<IReadOnlyList<VerdictRecord>> DivideAsync(
        StreamId stream,
        IReadOnlyList<TimeRange> holes,
        TimeRange? window,
        CancellationToken cancellationToken)
    {
        if (holes.Count == 0 || window is null) return [];
        var reader = new CoverReader(request, window.Value, new CopyTombstones(archive, replicas, catalog, cancellationToken));
        var covers = await Task.WhenAll(CopiesOf(stream).Select(async copy =>
            {
                var ranges = await CoverAsync(reader, copy, holes, cancellationToken).ConfigureAwait(false);
                return new CopyCover(copy.Replica?.Name, copy.Stream.Quality, ranges);
            }))
            .ConfigureAwait(false);
        var divider = new HoleDivider(stream, covers);
        return holes.Select(divider.Divide).ToList();
    }

    /// <summary>The holes of a stream here, and its window.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="keepsDigests">Whether the names are to be compared afterwards by their digests: then one listing does for
    /// both.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AuditFailedException">The archive here cannot be read.</exception>
    internal async Task<(IReadOnlyList<TimeRange> Holes, TimeRange? Window)> FindHolesAsync(
        StreamId stream,
        bool keepsDigests,
        CancellationToken cancellationToken)
    {
        var holes = new List<TimeRange>();
        TimeRange? window = null;
        if (!catalog.Has(archive, stream)) return (holes, window);
        var audit = request.AuditOf(stream, request.Start, request.End) with
        {
            StartsAtFirstSegment = request.StartsAtFirstSegment,
            Expectation = request.Expectation,
        };
        var context = new AuditContext
        {
            TimeProvider = request.TimeProvider,
            Parallelism = Math.Min(request.Concurrency, Environment.ProcessorCount),
            KeepsDigests = keepsDigests,
        };
        await foreach (var record in archive.AuditAsync(audit, context, cancellationToken).ConfigureAwait(false))
        {
            if (record is HoleFinding hole) holes.Add(hole.Range);
            if (record is StreamRecord figures) window = figures.Window;
        }

        return (holes, window);
    }

    /// <summary>The same quality of each replica, and the other qualities of the channel, here and there.</summary>
    private IEnumerable<(Replica? Replica, SegmentArchive Archive, StreamId Stream)> CopiesOf(StreamId stream)
    {
        foreach (var replica in replicas) yield return (replica, replica.Archive, stream);
        foreach (var other in catalog.Beside(stream))
        {
            if (catalog.Has(archive, other)) yield return (null, archive, other);
            foreach (var replica in replicas) yield return (replica, replica.Archive, other);
        }
    }

    private async Task<CoverRanges> CoverAsync(
        CoverReader reader,
        (Replica? Replica, SegmentArchive Archive, StreamId Stream) copy,
        IReadOnlyList<TimeRange> holes,
        CancellationToken cancellationToken)
    {
        var cover = new CoverRanges();
        if (catalog.CauseOf(copy.Archive, copy.Stream.Channel) is not null) foreach (var hole in holes) cover.AddUnknown(hole);
        else if (!catalog.Has(copy.Archive, copy.Stream)) foreach (var hole in holes) cover.AddMissing(hole);
        else return await reader.ReadAsync(copy.Archive, copy.Stream, holes, cancellationToken).ConfigureAwait(false);
        return cover;
    }
}
