namespace SegmentPipeline;

/// <summary>Finds where one stream lies, or says that there is none.</summary>
internal sealed class StreamFinder(IArchiveStore store)
{
    /// <summary>The archive as it is now.</summary>
    internal ArchivePlace Hold() => new(store);

    /// <summary>The stream without its hours; whether it exists has not been asked.</summary>
    internal async ValueTask<StreamPlan> PlanOfAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var channel = await NameOfAsync(store.Root, stream.Channel, cancellationToken).ConfigureAwait(false);
        var quality = await NameOfAsync(store.Root.Child(channel), stream.Quality, cancellationToken).ConfigureAwait(false);
        var id = new StreamId(RawName.ToText(channel), RawName.ToText(quality));
        return new StreamPlan(id, ArchiveLayout.StreamIn(store.Root, id), [], [], IsReadable: true);
    }

    /// <summary>The stream with its hours, in time order.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="archive">The archive; held while the plan is used.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    internal async Task<StreamPlan> PlanWithHoursAsync(StreamId stream, ArchivePlace archive, CancellationToken cancellationToken)
    {
        var plan = await PlanOfAsync(stream, cancellationToken).ConfigureAwait(false);
        plan = plan with { Place = archive.PlaceOf(plan.Directory) };
        var level = await ReadAsync(plan.Directory, cancellationToken).ConfigureAwait(false);
        if (level.Outcome.Status != ReadStatus.Done) await CheckExistsAsync(plan, cancellationToken).ConfigureAwait(false);
        return plan with { Hours = level.Hours.ToList() };
    }

    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    internal async Task CheckExistsAsync(StreamPlan plan, CancellationToken cancellationToken)
    {
        var quality = await ReadAsync(plan.Directory, cancellationToken).ConfigureAwait(false);
        if (quality.Outcome.Status == ReadStatus.Done) return;
        if (quality.Outcome.Status == ReadStatus.Failed)
        {
            throw new AuditFailedException($"cannot read {plan.Directory}: {quality.Outcome.Cause}; check its permissions");
        }

        var archive = await ReadAsync(store.Root, cancellationToken).ConfigureAwait(false);
        if (archive.Outcome.Status != ReadStatus.Done)
        {
            throw new AuditFailedException(
                $"cannot read the archive {store.Root}: {archive.Outcome.Cause}; {store.RootAdvice}");
        }

        throw await NotFoundAsync(plan.Id, archive, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bytes of a name in a directory. Text with a <c>\xNN</c> in it means the byte; if there is no such directory, but one
    /// that has just these characters, that.</summary>
    private async ValueTask<byte[]> NameOfAsync(DirectoryPath parent, string text, CancellationToken cancellationToken)
    {
        var meant = RawName.Unescape(text);
        var literal = System.Text.Encoding.UTF8.GetBytes(text);
        if (meant.AsSpan().SequenceEqual(literal)) return meant;
        return !await ExistsAsync(meant).ConfigureAwait(false) && await ExistsAsync(literal).ConfigureAwait(false) ? literal : meant;

        async ValueTask<bool> ExistsAsync(byte[] name) =>
            (await ReadAsync(parent.Child(name), cancellationToken).ConfigureAwait(false)).Outcome.Status != ReadStatus.Absent;
    }

    private async Task<StreamNotFoundException> NotFoundAsync(StreamId stream, DirectoryLevel archive, CancellationToken cancellationToken)
    {
        var channels = archive.Directories.Select(name => RawName.ToText(name)).ToList();
        if (!channels.Contains(stream.Channel))
            return UnknownName.ExceptionFor($"the archive {store.Root}", "channel", stream.Channel, channels);
        var channel = await ReadAsync(ArchiveLayout.ChannelIn(store.Root, RawName.Unescape(stream.Channel)), cancellationToken)
            .ConfigureAwait(false);
        var qualities = channel.Directories.Select(name => RawName.ToText(name)).ToList();
        return UnknownName.ExceptionFor($"the channel {stream.Channel}", "quality", stream.Quality, qualities);
    }

    private ValueTask<DirectoryLevel> ReadAsync(DirectoryPath directory, CancellationToken cancellationToken) =>
        DirectoryLevel.ReadAsync(store, directory, new NameList(), cancellationToken);
}
