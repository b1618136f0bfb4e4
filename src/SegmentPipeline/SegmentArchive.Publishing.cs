namespace SegmentPipeline;

public sealed partial class SegmentArchive
{
    private readonly NamesDigests _digests = new();

    /// <summary>Lists the names of an hour that other nodes are told.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The names. What cannot be read is an outcome, no exception. Costs one listing.</returns>
    /// <remarks>Source: semantics §8.</remarks>
    public Task<HourNames> ListHourNamesAsync(StreamId stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        // Others have no text that names a directory.
        if (hour < Hour.Earliest || hour > Hour.Latest) return Task.FromResult(new HourNames { Outcome = ListingOutcome.Absent });
        var directory = ArchiveLayout.HourIn(ArchiveLayout.StreamIn(_store.Root, stream), hour);
        return ReadAsync(() => new NamesReader(_store).ReadAsync(directory, cancellationToken).AsTask(), cancellationToken);
    }

    /// <summary>The digest of the names of an hour. It is remembered as long as the directory does not change.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The digest; null if the hour cannot be read. An hour that is not there has the digest of no names.</returns>
    /// <remarks>Source: semantics §8.</remarks>
    public async Task<HourNamesDigest?> GetHourDigestAsync(StreamId stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var summary = await ReadAsync(() => SummarizeAsync(stream, hour, cancellationToken), cancellationToken).ConfigureAwait(false);
        return summary?.Digest;
    }

    /// <summary>What is known of the names of an hour without listing them: from <see cref="GetHourDigestAsync"/>, or from an audit that
    /// was told to keep it (<see cref="AuditContext.KeepsDigests"/>).</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>What is known; null if nothing is, or the directory has changed since. Costs one question about the directory.</returns>
    /// <remarks>Source: semantics §8.</remarks>
    public Task<HourNamesSummary?> FindHourSummaryAsync(StreamId stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(
            async () => _digests.Find(stream, hour, await StampAsync(stream, hour, cancellationToken).ConfigureAwait(false)),
            cancellationToken);
    }

    /// <summary>The digests of all hours of a stream, of an archive that can tell them without a listing of each.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The digests of the hours that have one; null if the archive lies on a disk of this machine, or tells no digests.</returns>
    /// <remarks>Source: semantics §8.</remarks>
    public async Task<IReadOnlyDictionary<Hour, HourNamesDigest>?> ListToldDigestsAsync(
        StreamId stream,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _remote is null ? null : await _remote.ListDigestsAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a file of an hour, for a host that hands its content out.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour in whose directory it lies.</param>
    /// <param name="name">The file's name as bytes; any, as they come from a request.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The file, or null: for a name that is hidden, that <see cref="HourNames"/> would not have, or that leads to what is no
    /// regular file or lies outside the archive once all links have been followed.</returns>
    /// <exception cref="IOException">It may be there, but cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    /// <remarks>Source: semantics §8. Superseded and temporary segments are handed out: a playlist or a listing may have named
    /// them.</remarks>
    public Task<PublishedFile?> OpenFileAsync(
        StreamId stream,
        Hour hour,
        ReadOnlyMemory<byte> name,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (hour < Hour.Earliest || hour > Hour.Latest) return Task.FromResult<PublishedFile?>(null);
        if (_remote is not null) return OpenRemoteFileAsync(_remote, ArchiveLayout.PlaceOf(stream, hour, name), cancellationToken);
        var directory = ArchiveLayout.HourIn(ArchiveLayout.StreamIn(_store.Root, stream), hour);
        return ReadAsync(() => new FileOpener(_store).OpenAsync(directory, name.ToArray(), cancellationToken), cancellationToken);
    }

    /// <summary>Whether several files of an hour can be opened at once, by what is known so far: of an archive that is kept elsewhere this
    /// saves a question for each. Never of one on a disk of this machine.</summary>
    public bool GivesBundles => _remote?.GivesBundles ?? false;

    /// <summary>Opens several files of an hour with one question, where <see cref="GivesBundles"/> says so.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour in whose directory they lie.</param>
    /// <param name="names">Their names as bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The files that come, each to be read before the next one is asked for. Those that are left out may be there all the same:
    /// <see cref="OpenFileAsync"/> tells.</returns>
    /// <exception cref="IOException">They cannot be opened, or what comes breaks off.</exception>
    /// <remarks>Source: semantics §8.</remarks>
    public IAsyncEnumerable<BundledFile> OpenBundleAsync(
        StreamId stream,
        Hour hour,
        IReadOnlyList<ReadOnlyMemory<byte>> names,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(names);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _remote is null || hour < Hour.Earliest || hour > Hour.Latest
            ? AsyncEnumerable.Empty<BundledFile>()
            : _remote.OpenBundleAsync(ArchiveLayout.PlaceOf(stream, hour), names, cancellationToken);
    }

    /// <summary>How many bytes a file of an hour has, without reading it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour in whose directory it lies.</param>
    /// <param name="name">The file's name as bytes.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Null where <see cref="OpenFileAsync"/> has no file.</returns>
    /// <exception cref="IOException">It may be there, but cannot be asked about.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public async Task<long?> GetFileSizeAsync(
        StreamId stream,
        Hour hour,
        ReadOnlyMemory<byte> name,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_remote is not null && FileOpener.CanName(name.Span) && hour >= Hour.Earliest && hour <= Hour.Latest)
            return await _remote.GetSizeAsync(ArchiveLayout.PlaceOf(stream, hour, name), cancellationToken).ConfigureAwait(false);
        if (_remote is not null) return null;
        var file = await OpenFileAsync(stream, hour, name, cancellationToken).ConfigureAwait(false);
        if (file is null) return null;
        await using var _ = file.ConfigureAwait(false);
        return file.LengthBytes;
    }

    /// <summary>Lists the files of a directory that lies in the root beside the channels, and of all directories below it.</summary>
    /// <param name="directory">Name of the directory as bytes.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Their paths below it, by their bytes; hidden files and what lies in hidden directories left out. What cannot be read,
    /// or has more than 100,000 files or 16 levels, is an outcome.</returns>
    public Task<ArchiveListing<ReadOnlyMemory<byte>>> ListExtrasAsync(
        ReadOnlyMemory<byte> directory,
        CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return FileOpener.CanName(directory.Span)
            ? ReadAsync(() => new ExtraFiles(_store).ListAsync(directory, cancellationToken), cancellationToken)
            : Task.FromResult(new ArchiveListing<ReadOnlyMemory<byte>> { Outcome = ListingOutcome.Absent });
    }

    /// <summary>Opens a file that <see cref="ListExtrasAsync"/> tells of.</summary>
    /// <param name="path">The parts of its path below the root, as bytes.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The file, or null: if there is none, a part is hidden, or it lies outside the archive once all links have been
    /// followed.</returns>
    /// <exception cref="IOException">It may be there, but cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public Task<PublishedFile?> OpenExtraAsync(IReadOnlyList<ReadOnlyMemory<byte>> path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(() => new FileOpener(_store).OpenExtraAsync(path, cancellationToken), cancellationToken);
    }

    /// <summary>The other side sees to it that only what may be handed out is.</summary>
    private static async Task<PublishedFile?> OpenRemoteFileAsync(
        RemoteArchive remote,
        IReadOnlyList<ReadOnlyMemory<byte>> place,
        CancellationToken cancellationToken)
    {
        if (!FileOpener.CanName(place[^1].Span)) return null;
        try
        {
            var content = await remote.OpenAsync(place, cancellationToken).ConfigureAwait(false);
            return new PublishedFile { Content = content, LengthBytes = null, Hash = FileOpener.HashOf(place[^1].Span) };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private async Task<HourNamesSummary?> SummarizeAsync(StreamId stream, Hour hour, CancellationToken cancellationToken)
    {
        var stamp = await StampAsync(stream, hour, cancellationToken).ConfigureAwait(false);
        if (_digests.Find(stream, hour, stamp) is { } known) return known;
        var readAt = _clock.GetUtcNow().ToUnixTimeSeconds();
        var directory = ArchiveLayout.HourIn(ArchiveLayout.StreamIn(_store.Root, stream), hour);
        var names = await new NamesReader(_store).ReadAsync(directory, cancellationToken).ConfigureAwait(false);
        if (names.Outcome == ListingOutcome.Unreadable) return null;
        var summary = names.Summarize();
        if (!names.MayChangeUnseen) _digests.Keep(stream, hour, stamp, readAt, summary);
        return summary;
    }

    private ValueTask<DirectoryFingerprint?> StampAsync(StreamId stream, Hour hour, CancellationToken cancellationToken) =>
        _store.StampAsync(ArchiveLayout.HourIn(ArchiveLayout.StreamIn(_store.Root, stream), hour), cancellationToken);
}
