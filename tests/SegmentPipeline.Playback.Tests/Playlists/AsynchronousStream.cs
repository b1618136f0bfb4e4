namespace SegmentPipeline.Playback.Tests.Playlists;

/// <summary>A stream like that of a web server's answer: it must be written asynchronously.</summary>
internal sealed class AsynchronousStream(MemoryStream written) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        written.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => written.FlushAsync(cancellationToken);

    public override void Flush() => throw new InvalidOperationException("flushed synchronously");

    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("written synchronously");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
