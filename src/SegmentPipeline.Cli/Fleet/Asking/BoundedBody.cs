namespace SegmentPipeline.Cli;

/// <summary>The body of a node's answer: not longer than it may be, and never silent for long.</summary>
/// <param name="body">The body.</param>
/// <param name="mostBytes">The most that is read of it.</param>
/// <param name="silence">How long nothing may come.</param>
/// <param name="clock">By which clock.</param>
internal sealed class BoundedBody(Stream body, long mostBytes, TimeSpan silence, TimeProvider clock) : ReadOnlyStream
{
    private long _bytes;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }
}
