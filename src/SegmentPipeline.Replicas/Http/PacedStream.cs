namespace SegmentPipeline.Replicas;

/// <summary>The body of an answer within its bounds: it may not be larger, slower or longer than the options allow, nor end before the
/// length that it was said to have.</summary>
internal sealed class PacedStream : ReadOnlyStream
{
    private readonly Stream _body;
    private readonly IDisposable _answer;
    private readonly HttpArchiveOptions _options;
    private readonly long _mostBytes;
    private readonly long? _saidBytes;
    private readonly long _began;
    private CancellationTokenSource _silence;
    private long _bytes;
    private long _watchedSince;

    /// <param name="body">The body.</param>
    /// <param name="answer">What is disposed of with it.</param>
    /// <param name="saidBytes">The length that the answer says it has, if it says one.</param>
    /// <param name="mostBytes">The largest length.</param>
    /// <param name="options">The other bounds.</param>
    internal PacedStream(Stream body, IDisposable answer, long? saidBytes, long mostBytes, HttpArchiveOptions options)
    {
        _body = body;
        _answer = answer;
        _options = options;
        _mostBytes = mostBytes;
        _saidBytes = saidBytes;
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.TimeProvider);
        _began = options.TimeProvider.GetTimestamp();
    }

    /// <exception cref="PeerException">The body leaves its bounds, or breaks off.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Watch();
        using var caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _silence);
        try
        {
            var read = await _body.ReadAsync(buffer, _silence.Token).ConfigureAwait(false);
            Count(read, buffer.Length);
            return read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PeerException($"it sent nothing for {_options.Silence.TotalSeconds:0.###} s") { MayPass = true, IsSlow = true };
        }
        catch (Exception fault) when (fault is IOException and not PeerException or HttpRequestException or InvalidDataException)
        {
            throw new PeerException($"its answer broke off after {_bytes} bytes", fault) { MayPass = true };
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _answer.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Sees that silence ends the wait. A timer is not set anew for every read: it may fire an eighth later.</summary>
    private void Watch()
    {
        var now = _options.TimeProvider.GetTimestamp();
        var spare = _options.Silence / 8;
        if (_watchedSince != 0 && _options.TimeProvider.GetElapsedTime(_watchedSince, now) < spare) return;
        _watchedSince = now;
        if (_silence.IsCancellationRequested)
        {
            // It fired while nobody waited for the other side: what came was being written.
            _silence.Dispose();
            _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.TimeProvider);
        }

        _silence.CancelAfter(_options.Silence + spare);
    }

    private void Count(int read, int asked)
    {
        _bytes += read;
        if (_bytes > _mostBytes) throw new PeerException($"its answer has more than {_mostBytes} bytes");
        if (read == 0 && asked > 0 && _saidBytes is { } said && _bytes < said)
            throw new PeerException($"its answer has {_bytes} bytes instead of {said}") { MayPass = true };
        if (read == 0) return;
        var elapsed = _options.TimeProvider.GetElapsedTime(_began);
        if (elapsed > _options.WholeBody)
            throw new PeerException($"its answer took longer than {_options.WholeBody.TotalSeconds:0} s") { MayPass = true, IsSlow = true };
        if (elapsed > _options.RateGrace && _bytes < elapsed.TotalSeconds * _options.LeastBytesPerSecond)
            throw new PeerException($"it sent less than {_options.LeastBytesPerSecond} bytes a second") { MayPass = true, IsSlow = true };
    }
}
