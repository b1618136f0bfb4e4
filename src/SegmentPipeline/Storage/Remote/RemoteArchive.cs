namespace SegmentPipeline;

/// <summary>An archive that is kept elsewhere than on a disk of this machine. Whoever can list its names and open its files makes it one
/// that can be audited, selected from and cut: give it to <see cref="SegmentArchive.OpenRemote"/>.</summary>
/// <remarks>A place is a path below the root: channel, quality, hour, name; each a name as bytes. Implementations are called from many
/// threads at once. They have no stamps of directories, so nothing of such an archive is remembered from one audit to the next.</remarks>
public abstract class RemoteArchive
{
    /// <summary>Where the archive is, as reports show it; an absolute address without a slash at its end.</summary>
    public abstract string Address { get; }

    /// <summary>Lists a place: the root's channels, a channel's qualities, a quality's hours, an hour's files.</summary>
    /// <param name="place">At most three names: channel, quality and hour.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The names, in no particular order. Above the hours they are of directories, in an hour of files. What cannot be listed is
    /// an outcome, not an exception. A listing with a name that no directory can hold (empty, <c>.</c>, <c>..</c>, longer than 255 bytes,
    /// with a slash or a NUL) counts as one that could not be read.</returns>
    public abstract ValueTask<ArchiveListing<ReadOnlyMemory<byte>>> ListAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> place,
        CancellationToken cancellationToken);

    /// <summary>Asks for the size of a file.</summary>
    /// <param name="file">Channel, quality, hour and name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The size in bytes; null if there is no such file.</returns>
    /// <exception cref="IOException">It cannot be told.</exception>
    public abstract ValueTask<long?> GetSizeAsync(IReadOnlyList<ReadOnlyMemory<byte>> file, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading from its start.</summary>
    /// <param name="file">Channel, quality, hour and name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public abstract ValueTask<Stream> OpenAsync(IReadOnlyList<ReadOnlyMemory<byte>> file, CancellationToken cancellationToken);

    /// <summary>Asks for the digests of all hours of a stream at once.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The digests of the hours that have one; null if the archive cannot tell digests.</returns>
    public virtual ValueTask<IReadOnlyDictionary<Hour, HourNamesDigest>?> ListDigestsAsync(
        StreamId stream,
        CancellationToken cancellationToken) => default;

    /// <summary>Whether several files of an hour can be opened at once, by what is known so far.</summary>
    public virtual bool GivesBundles => false;

    /// <summary>Opens several files of an hour with one question. Only where <see cref="GivesBundles"/> says so.</summary>
    /// <param name="hour">Channel, quality and hour.</param>
    /// <param name="names">The names of the files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The files that come, each to be read before the next one is asked for. Any may be left out.</returns>
    /// <exception cref="IOException">They cannot be opened, or what comes breaks off.</exception>
    public virtual IAsyncEnumerable<BundledFile> OpenBundleAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> hour,
        IReadOnlyList<ReadOnlyMemory<byte>> names,
        CancellationToken cancellationToken) => AsyncEnumerable.Empty<BundledFile>();
}
