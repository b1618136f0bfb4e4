namespace SegmentPipeline;

/// <summary>The stage <c>list</c>: reads the raw names of an hour.</summary>
internal sealed class ListStage(IArchiveStore store)
{
    /// <summary>Lists the directory of an hour. Reads Work; writes Names and Outcome.</summary>
    internal async ValueTask ListAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        var work = buffers.Work;
        var outcome = await store
            .ListAsync(work.Stream.DirectoryOf(work.Hour!.Value), buffers.Names, cancellationToken)
            .ConfigureAwait(false);
        buffers.Outcome = work.Stream.Confirm(outcome);
    }
}
