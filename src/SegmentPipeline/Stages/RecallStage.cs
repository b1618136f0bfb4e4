namespace SegmentPipeline;

/// <summary>The stage <c>recall</c>: takes up hours that have not changed since they were remembered, so that they need not be
/// read.</summary>
internal sealed class RecallStage(AuditMemory memory, IArchiveStore store, TimeProvider clock)
{
    /// <summary>Asks for the stamp of an hour and, if it is the one that is known, recalls the hour. Reads what is known; writes the stamp,
    /// when it was asked for, and all that listing, parsing and selecting would have written. An hour that is not recalled must be
    /// read.</summary>
    internal async ValueTask RecallAsync(HourBuffers buffers, CancellationToken cancellationToken)
    {
        var work = buffers.Work;
        var directory = work.Stream.DirectoryOf(work.Hour!.Value);
        buffers.ReadAtSeconds = clock.GetUtcNow().ToUnixTimeSeconds();
        buffers.Fingerprint = await store.StampAsync(directory, cancellationToken).ConfigureAwait(false);
        if (work.Known is not { IsTrusted: true } known || known.Fingerprint != buffers.Fingerprint) return;
        if (known.Reader != memory.Reader && !await store.MayReadAsync(directory, cancellationToken).ConfigureAwait(false)) return;
        memory.Fill(buffers, known.Facts.Span);
    }
}
