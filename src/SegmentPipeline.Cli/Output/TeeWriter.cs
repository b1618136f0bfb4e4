namespace SegmentPipeline.Cli;

/// <summary>Hands each record to several writers, one after the other.</summary>
internal sealed class TeeWriter(IReadOnlyList<IRecordWriter> writers) : IRecordWriter
{
    public async ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        foreach (var writer in writers) await writer.WriteAsync(record, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        foreach (var writer in writers) await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
