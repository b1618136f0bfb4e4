namespace SegmentPipeline;

/// <summary>The stages list, parse and select of one hour in one go.</summary>
internal sealed class HourReading(IArchiveStore store)
{
    private readonly ListStage _lister = new(store);
    private readonly SelectStage _selector = new(store);

    /// <summary>Reads an hour anew, whatever the buffers have held of it.</summary>
    internal async ValueTask ReadAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        buffers.Begin(buffers.Work);
        await _lister.ListAsync(buffers, cancellationToken).ConfigureAwait(false);
        ParseStage.Parse(buffers);
        await _selector.SelectAsync(buffers, cancellationToken).ConfigureAwait(false);
    }
}
