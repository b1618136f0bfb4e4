namespace SegmentPipeline;

/// <summary>The stage <c>recall</c>: recalls the hours that have not changed since they were remembered, so that nobody needs
/// to read them.</summary>
internal sealed class RecallStage(AuditMemory memory, IArchiveStore store, TimeProvider clock)
{
    /// <summary>Asks for the stamp of an hour's directory. If the stamp equals the known one, the hour is recalled; else it must be read.
    /// Reads Work; writes ReadAtSeconds, Fingerprint and IsRecalled, and of a recalled hour also Names, BadNames, Segments, Selected,
    /// Empties, EntriesSeen and Fates.</summary>
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
