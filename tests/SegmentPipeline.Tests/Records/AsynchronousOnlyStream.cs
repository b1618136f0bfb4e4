namespace SegmentPipeline.Tests.Records;

/// <summary>A stream as web servers have it: it takes bytes, but nobody may wait for it synchronously.</summary>
internal sealed class AsynchronousOnlyStream : Stream
{
    private readonly MemoryStream _bytes = new();

    internal byte[] Bytes => _bytes.ToArray();

    /// <summary>The greatest number of bytes that came at once.</summary>
    internal int LargestWriteBytes { get; private set; }

    /// <summary>Whether it was closed by whoever writes.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Whether everything written has been flushed.</summary>
    internal bool IsFlushed { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _bytes.Write(buffer.Span);
        LargestWriteBytes = Math.Max(LargestWriteBytes, buffer.Length);
        IsFlushed = false;
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        IsFlushed = true;
        return Task.CompletedTask;
    }

    public override void Flush() => throw new NotSupportedException("synchronous");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("synchronous");

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        _bytes.Dispose();
        base.Dispose(disposing);
    }
}
