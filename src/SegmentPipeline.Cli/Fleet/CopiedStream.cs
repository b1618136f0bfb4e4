namespace SegmentPipeline.Cli;

/// <summary>A stream that hands all that is read of it on to another one.</summary>
internal sealed class CopiedStream(Stream source, Stream copy) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        await copy.WriteAsync(buffer[..read], cancellationToken).ConfigureAwait(false);
        return read;
    }
}
