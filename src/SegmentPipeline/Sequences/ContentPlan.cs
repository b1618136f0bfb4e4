namespace SegmentPipeline;

/// <summary>What of an archive is to be looked into: the streams and hours of a request, as they are now. Holds some directories open until
/// it is disposed.</summary>
/// <remarks>May be asked by many at once.</remarks>
public sealed class ContentPlan : IDisposable
{
    private readonly IArchiveStore _store;
    private readonly TimeProvider _clock;
    private readonly AuditPlanner _planner;
    private readonly HourReader _hours;

    internal ContentPlan(IArchiveStore store, TimeProvider clock, AuditPlanner planner, AuditPlan plan)
    {
        (_store, _clock, _planner) = (store, clock, planner);
        _hours = new HourReader(store);
        Streams = [.. plan.Streams.Select(stream => new PlannedContents(stream))];
        Unreadable =
        [
            .. plan.Findings.Concat(plan.Streams.SelectMany(stream => stream.Findings)).OfType<UnreadableFinding>(),
        ];
    }

    /// <summary>The streams, by channel then quality, by the bytes of their names.</summary>
    public IReadOnlyList<PlannedContents> Streams { get; }

    /// <summary>Channels and streams that could not be listed.</summary>
    public IReadOnlyList<UnreadableFinding> Unreadable { get; }

    /// <summary>Lists the files of an hour whose content matters.</summary>
    /// <param name="stream">A stream of this plan.</param>
    /// <param name="hour">An hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The files. What cannot be listed is an outcome, no exception. Costs one listing, and the sizes of files between which the
    /// choice of the best needs them.</returns>
    /// <exception cref="AuditFailedException">The archive is out of sight: it was unmounted or replaced.</exception>
    public async Task<HourContents> ListAsync(PlannedContents stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var readAt = _clock.GetUtcNow().ToUnixTimeSeconds();
        var fingerprint = await StampAsync(stream, hour, cancellationToken).ConfigureAwait(false);
        var read = await _hours.ReadAsync(stream.Plan, hour, cancellationToken).ConfigureAwait(false);
        return new HourContents(stream.Id, hour, read) { Fingerprint = fingerprint?.IsSettledAt(readAt) == true ? fingerprint : null };
    }

    /// <summary>Identity and times of an hour's directory; null if there is no telling.</summary>
    /// <param name="stream">A stream of this plan.</param>
    /// <param name="hour">An hour.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task<DirectoryFingerprint?> StampAsync(PlannedContents stream, Hour hour, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return await _store.StampAsync(stream.Plan.DirectoryOf(hour), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sees, once everything has been read, that it lay in one archive.</summary>
    /// <exception cref="AuditFailedException">It was replaced meanwhile.</exception>
    public void CheckEnd() => _planner.CheckEnd();

    /// <summary>Lets go of the directories.</summary>
    public void Dispose() => _planner.Dispose();
}

/// <summary>One stream of a <see cref="ContentPlan"/>.</summary>
public sealed class PlannedContents
{
    internal PlannedContents(StreamPlan plan) => Plan = plan;

    /// <summary>The stream.</summary>
    public StreamId Id => Plan.Id;

    /// <summary>Its hours that the window may touch, in time order; the hour before the window is among them, since a segment may reach
    /// over.</summary>
    public IReadOnlyList<Hour> Hours => Plan.Hours;

    /// <summary>Whether its directory could be listed; if not, it may have hours.</summary>
    public bool IsReadable => Plan.IsReadable;

    internal StreamPlan Plan { get; }
}
