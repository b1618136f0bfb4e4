namespace SegmentPipeline.Fleet;

/// <summary>The records of a node as they come over HTTP, read once from the start to the end. A connection that breaks, or that brings
/// nothing for a while, is taken up again where it broke, a few times.</summary>
/// <param name="open">Opens the records from a row on.</param>
/// <param name="isOfTheWay">Whether a fault may pass when the records are opened again.</param>
/// <param name="clock">The clock.</param>
internal sealed class ResumedRecords(
    Func<long, CancellationToken, Task<HttpResponseMessage>> open, Func<Exception, bool> isOfTheWay, TimeProvider clock) : ReadOnlyStream
{
    private const int MostTries = 4;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private HttpResponseMessage? _answer;
    private Stream? _body;
    private int _tries = 1;
    private long _rows;
    private long _ofRow;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                using var silence = new CancellationTokenSource(LongestSilence, clock);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
                _body ??= await OpenAsync(limit.Token).ConfigureAwait(false);
                var read = await _body.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
                Count(buffer.Span[..read]);
                return read;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && _tries >= MostTries)
            {
                throw new TimeoutException();
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested && _tries < MostTries && isOfTheWay(fault))
            {
                Drop();
                await Task.Delay(BetweenTries * _tries++, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Drop();
        base.Dispose(disposing);
    }

    /// <summary>Opens the records behind the last whole row, and passes over what came of the one that broke off.</summary>
    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _answer = await open(_rows, cancellationToken).ConfigureAwait(false);
        var body = await _answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[4096];
        for (var left = _ofRow; left > 0;)
        {
            var room = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            var read = await body.ReadAsync(room, cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new IOException("its records are fewer than before");
            left -= read;
        }

        return body;
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOf((byte)'\n');
        _rows += bytes.Count((byte)'\n');
        _ofRow = last < 0 ? _ofRow + bytes.Length : bytes.Length - last - 1;
    }

    private void Drop()
    {
        _answer?.Dispose();
        (_answer, _body) = (null, null);
    }
}
