namespace SegmentPipeline;

public sealed partial class SegmentArchive
{
    /// <summary>Lists the channels: the directories in the root, none left out that is not hidden.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Their names by their bytes; a byte that is not UTF-8 stands as <c>\xNN</c>. What cannot be read is an outcome, no
    /// exception. Costs one listing.</returns>
    public Task<ArchiveListing<string>> ListChannelsAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Task.Run(() => new ArchiveLister(_store).ChannelsAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Lists the qualities of a channel: the directories in it, none left out that is not hidden.</summary>
    /// <param name="channel">The channel, as <see cref="ListChannelsAsync"/> names it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Their names, as <see cref="ListChannelsAsync"/> gives those of channels.</returns>
    /// <exception cref="ArgumentException">The text cannot name a channel; see <see cref="StreamId.FaultOf"/>. No listing leads outside the archive.</exception>
    public Task<ArchiveListing<string>> ListQualitiesAsync(string channel, CancellationToken cancellationToken = default)
    {
        if (StreamId.FaultOf(channel) is { } fault) throw new ArgumentException($"'{channel}' {fault}.", nameof(channel));
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Task.Run(() => new ArchiveLister(_store).QualitiesAsync(channel, cancellationToken), cancellationToken);
    }

    /// <summary>Lists the hours of a stream that have a directory.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The hours, in time order. What cannot be read is an outcome, no exception. Costs one listing.</returns>
    public Task<ArchiveListing<Hour>> ListHoursAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Task.Run(() => new ArchiveLister(_store).HoursAsync(stream, cancellationToken), cancellationToken);
    }

    /// <summary>Lists the names in the directory of an hour, whatever they name.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The names, in no particular order; a byte that is not UTF-8 stands as <c>\xNN</c>. What cannot be read is an outcome, no
    /// exception. Costs one listing.</returns>
    public Task<ArchiveListing<string>> ListNamesAsync(StreamId stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Task.Run(() => new ArchiveLister(_store).NamesAsync(stream, hour, cancellationToken), cancellationToken);
    }
}
