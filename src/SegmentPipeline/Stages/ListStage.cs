namespace SegmentPipeline;

/// <summary>The stage <c>list</c>: reads the raw names of an hour.</summary>
/// <param name="store">The archive.</param>
/// <param name="clock">Says when a directory was read whose stamp is asked for; null if no stamp is asked for.</param>
/// <param name="tombstones">Tells the tombstones that other copies have of an hour; null if they do not matter.</param>
internal sealed class ListStage(
    IArchiveStore store,
    TimeProvider? clock = null,
    Func<StreamId, Hour, CancellationToken, ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>>>? tombstones = null)
{
    /// <summary>Lists the directory of an hour. Reads Work; writes Names and Outcome, with a clock also ReadAtSeconds and
    /// Fingerprint.</summary>
    internal async ValueTask ListAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        var work = buffers.Work;
        var directory = work.Stream.DirectoryOf(work.Hour!.Value);
        if (clock is not null)
        {
            buffers.ReadAtSeconds = clock.GetUtcNow().ToUnixTimeSeconds();
            buffers.Fingerprint = await store.StampAsync(directory, cancellationToken).ConfigureAwait(false);
        }

        var outcome = await store.ListAsync(directory, buffers.Names, cancellationToken).ConfigureAwait(false);
        buffers.Outcome = work.Stream.Confirm(outcome);
        if (tombstones is null || buffers.Outcome.Status != ReadStatus.Done) return;
        var others = await tombstones(work.Stream.Id, work.Hour.Value, cancellationToken).ConfigureAwait(false);
        foreach (var name in others) buffers.Names.Add(name.Span, EntryKind.File);
    }
}
