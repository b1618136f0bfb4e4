namespace SegmentPipeline.Reports;

/// <summary>Hands bytes on asynchronously only. Between its columns Parquet.Net flushes synchronously, which some streams refuse and none
/// needs.</summary>
internal sealed class UnflushedStream(Stream inner) : WriteOnlyStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
