namespace SegmentPipeline;

/// <summary>The stage <c>list</c>: reads the raw names of an hour.</summary>
internal sealed class ListStage(IArchiveStore store)
{
    /// <summary>Lists an hour. Writes its names and how that went.</summary>
    internal async ValueTask ListAsync(HourBatch batch, CancellationToken cancellationToken)
    {
        var work = batch.Work;
        var outcome = await store.ListAsync(work.Stream.DirectoryOf(work.Hour!.Value), batch.Names, cancellationToken).ConfigureAwait(false);
        batch.Outcome = work.Stream.Confirm(outcome);
    }
}
