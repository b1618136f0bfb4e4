namespace SegmentPipeline.Hosting;

/// <summary>A stream that counts the bytes it moves, remembers its first error, and tells both when it is disposed.</summary>
internal sealed class TimedStream(Stream stream, Action<long, Exception?> end) : Stream
{
    private long _bytes;
    private Exception? _error;

    public override bool CanRead => stream.CanRead;

    public override bool CanSeek => stream.CanSeek;

    public override bool CanWrite => stream.CanWrite;

    public override bool CanTimeout => stream.CanTimeout;

    public override long Length => stream.Length;

    public override long Position { get => stream.Position; set => stream.Position = value; }

    public override int ReadTimeout { get => stream.ReadTimeout; set => stream.ReadTimeout = value; }

    public override int WriteTimeout { get => stream.WriteTimeout; set => stream.WriteTimeout = value; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Moved(stream.Read(buffer));
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
    }

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Moved(await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
            Moved(buffer.Length);
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
    }

    public override void WriteByte(byte value) => Write([value]);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            Moved(buffer.Length);
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
    }

    public override void Flush()
    {
        try
        {
            stream.Flush();
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void SetLength(long value) => stream.SetLength(value);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
        finally
        {
            end(Interlocked.Read(ref _bytes), _error);
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing) stream.Dispose();
        }
        catch (Exception error) when (Failed(error))
        {
            throw;
        }
        finally
        {
            if (disposing) end(Interlocked.Read(ref _bytes), _error);
            base.Dispose(disposing);
        }
    }

    /// <summary>One thread may read while another writes.</summary>
    private int Moved(int bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        return bytes;
    }

    private bool Failed(Exception error)
    {
        Interlocked.CompareExchange(ref _error, error, null);
        return false;
    }
}
