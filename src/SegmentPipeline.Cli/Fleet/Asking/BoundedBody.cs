namespace SegmentPipeline.Cli;

/// <summary>The body of a node's answer: not longer than it may be, and never silent for long.</summary>
/// <param name="body">The body.</param>
/// <param name="mostBytes">The most that is read of it.</param>
/// <param name="silence">How long nothing may come.</param>
/// <param name="clock">By which clock.</param>
internal sealed class BoundedBody(Stream body, long mostBytes, TimeSpan silence, TimeProvider clock) : Stream
{
    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    /// <exception cref="FleetClientException">It leaves its bounds, or breaks off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var read = await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
            _bytes += read;
            return _bytes <= mostBytes
                ? read
                : throw new FleetClientException($"its answer has more than {mostBytes} bytes");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FleetClientException($"it sent nothing for {silence.TotalSeconds:0.###} s") { MayPass = true };
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw new FleetClientException($"its answer broke off after {Plural.TextOf(_bytes, "byte")}", fault) { MayPass = true };
        }
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
