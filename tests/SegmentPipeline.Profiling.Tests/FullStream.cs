namespace SegmentPipeline.Profiling.Tests;

/// <summary>A file on a disk that is full.</summary>
internal sealed class FullStream : MemoryStream
{
    internal const string Message = "full";

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException(Message);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw new IOException(Message);
}
