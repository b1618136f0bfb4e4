using System.Buffers;

namespace SegmentPipeline;

/// <summary>Collects bytes and writes them to a stream some kilobytes at a time.</summary>
internal sealed class OutputBuffer(Stream stream)
{
#if DEBUG
    private const int FlushAtBytes = 64; // So small that every test flushes in the middle of a document.
#else
    private const int FlushAtBytes = 16 * 1024;
#endif

    internal ArrayBufferWriter<byte> Bytes { get; } = new(2 * FlushAtBytes);

    /// <summary>Hands the bytes on if they are many.</summary>
    internal ValueTask DrainAsync(CancellationToken cancellationToken) =>
        Bytes.WrittenCount < FlushAtBytes ? ValueTask.CompletedTask : WriteThroughAsync(cancellationToken);

    /// <summary>Hands all bytes on and flushes the stream.</summary>
    internal async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await WriteThroughAsync(cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteThroughAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Bytes.WrittenMemory, cancellationToken).ConfigureAwait(false);
        Bytes.ResetWrittenCount();
    }
}
