namespace SegmentPipeline;

/// <summary>The stages list, parse and select of one hour in one go.</summary>
internal sealed class HourReading(IArchiveStore store)
{
    private readonly ListStage _lister = new(store);
    private readonly BestStage _selector = new(store);

    /// <summary>Reads an hour anew, whatever the batch has held of it.</summary>
    internal async ValueTask ReadAsync(HourBatch batch, CancellationToken cancellationToken)
    {
        batch.Begin(batch.Work);
        await _lister.ListAsync(batch, cancellationToken).ConfigureAwait(false);
        NameStage.Parse(batch);
        await _selector.SelectAsync(batch, cancellationToken).ConfigureAwait(false);
    }
}
