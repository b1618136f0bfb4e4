namespace SegmentPipeline.Cli;

/// <summary>Where a report goes; whatever goes wrong there is a <see cref="ReportException"/>, so that nobody takes it for a fault of
/// the archive.</summary>
internal sealed class ReportStream(Stream inner, string destination) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ReportException(destination, cause);
        }
    }

    // Synchronous all the way: asynchronous writes to a file or a pipe would only move the same call to another thread.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ReportException(destination, cause);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
