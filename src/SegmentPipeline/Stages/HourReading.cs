namespace SegmentPipeline;

/// <summary>Runs the stages list, parse and select on one hour, one after the other.</summary>
internal sealed class HourReading(IArchiveStore store)
{
    private readonly ListStage _lister = new(store);
    private readonly SelectStage _selector = new(store);

    /// <summary>Reads an hour anew, whatever its buffers held before. Reads Work; writes all other fields except Fingerprint and
    /// ReadAtSeconds: IsRecalled becomes false, Digest null.</summary>
    internal async ValueTask ReadAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        buffers.Begin(buffers.Work);
        await _lister.ListAsync(buffers, cancellationToken).ConfigureAwait(false);
        ParseStage.Parse(buffers);
        await _selector.SelectAsync(buffers, cancellationToken).ConfigureAwait(false);
    }
}
