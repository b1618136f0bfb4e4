namespace SegmentPipeline;

public sealed partial class SegmentArchive
{
    /// <summary>Lists the channels: all directories in the root that are not hidden.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The names, ordered by their bytes; a byte that is not UTF-8 stands as <c>\xNN</c>. If the directory cannot be read, the
    /// result says so; no exception is thrown. Costs one listing.</returns>
    public Task<ArchiveListing<string>> ListChannelsAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(() => new ArchiveLister(_store).ChannelsAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Lists the qualities of a channel: all directories in it that are not hidden.</summary>
    /// <param name="channel">The channel, as <see cref="ListChannelsAsync"/> names it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The names of the qualities, in the same form as <see cref="ListChannelsAsync"/> gives the names of channels.</returns>
    /// <exception cref="ArgumentException">The text cannot name a channel; see <see cref="StreamId.FaultOf"/>. No listing leads outside
    /// the archive.</exception>
    public Task<ArchiveListing<string>> ListQualitiesAsync(string channel, CancellationToken cancellationToken = default)
    {
        if (StreamId.FaultOf(channel) is { } fault) throw new ArgumentException($"'{channel}' {fault}.", nameof(channel));
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(() => new ArchiveLister(_store).QualitiesAsync(channel, cancellationToken), cancellationToken);
    }

    /// <summary>Lists the hours of a stream that have a directory.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The hours, in time order. If the directory cannot be read, the result says so; no exception is thrown. Costs one
    /// listing.</returns>
    public Task<ArchiveListing<Hour>> ListHoursAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(() => new ArchiveLister(_store).HoursAsync(stream, cancellationToken), cancellationToken);
    }

    /// <summary>Lists all names in the directory of an hour, segments or not.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The names, in no particular order; a byte that is not UTF-8 stands as <c>\xNN</c>. If the directory cannot be read, the
    /// result says so; no exception is thrown. Costs one listing.</returns>
    public Task<ArchiveListing<string>> ListNamesAsync(StreamId stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(() => new ArchiveLister(_store).NamesAsync(stream, hour, cancellationToken), cancellationToken);
    }

    /// <summary>Reads on a thread that may wait for a disk; what another machine answers, without a thread.</summary>
    private Task<T> ReadAsync<T>(Func<Task<T>> readAsync, CancellationToken cancellationToken) => _remote is not null
        ? Task.Run(readAsync, cancellationToken)
        // A disk answers at once: nothing is waited for here but the disk.
        : _threads.RunAsync(() => readAsync().GetAwaiter().GetResult()).WaitAsync(cancellationToken);
}
