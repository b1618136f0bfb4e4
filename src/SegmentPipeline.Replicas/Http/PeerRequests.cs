using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace SegmentPipeline.Replicas;

/// <summary>Asks a node once, and sees that its answer keeps to the bounds. Redirects are not followed.</summary>
internal sealed class PeerRequests(HttpClient client, HttpArchiveOptions options)
{
    /// <summary>The whole of a listing, unpacked.</summary>
    /// <exception cref="PeerException">The node did not give one.</exception>
    internal async Task<ArraySegment<byte>> ReadListingAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var body = await SendAsync(request, options.MostListingBytes, cancellationToken).ConfigureAwait(false);
        await using var _ = body.Stream.ConfigureAwait(false);
        return await ReadWholeAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A file, from its start.</summary>
    /// <exception cref="FileNotFoundException">The node has no such file.</exception>
    /// <exception cref="PeerException">The node did not give it.</exception>
    internal Task<Stream> OpenFileAsync(Uri address, CancellationToken cancellationToken) =>
        OpenAsync(address, options.MostFileBytes, cancellationToken);

    /// <summary>What is sent as it is, from its start.</summary>
    /// <exception cref="FileNotFoundException">The node has no such thing.</exception>
    /// <exception cref="PeerException">The node did not give it.</exception>
    internal async Task<Stream> OpenAsync(Uri address, long mostBytes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var body = await SendAsync(request, mostBytes, cancellationToken).ConfigureAwait(false);
        if (body.Packing is null) return body.Stream;
        await body.Stream.DisposeAsync().ConfigureAwait(false);
        throw new PeerException("it packed a file, although nobody had asked for that");
    }

    /// <summary>The length of a file; null if the node has no such file.</summary>
    /// <exception cref="PeerException">The node did not tell.</exception>
    internal async Task<long?> AskSizeAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        ThrowIfRefused(answer);
        return answer.Content.Headers.ContentLength ?? throw new PeerException("it did not say how large the file is");
    }

    private async Task<Body> SendAsync(HttpRequestMessage request, long mostBytes, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                throw new FileNotFoundException("it has no such file (404)");
            ThrowIfRefused(answer);
            var said = answer.Content.Headers.ContentLength;
            if (said > mostBytes) throw new PeerException($"its answer has {said} bytes; at most {mostBytes} are read");
            var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var packing = answer.Content.Headers.ContentEncoding.FirstOrDefault();
            return new Body(new PacedStream(stream, answer, said, mostBytes, options), packing);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.FirstByte, options.TimeProvider);
        using var first = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, first.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PeerException($"it did not answer within {options.FirstByte.TotalSeconds:0.###} s") { MayPass = true, IsSlow = true };
        }
        catch (HttpRequestException fault)
        {
            var mayPass = fault.HttpRequestError != HttpRequestError.SecureConnectionError;
            throw new PeerException(RequestFaultWords.TextOf(fault), fault) { MayPass = mayPass };
        }
    }

    private void ThrowIfRefused(HttpResponseMessage answer)
    {
        if (answer.StatusCode == HttpStatusCode.OK) return;
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400) throw new PeerException($"it sends elsewhere ({status}), where nobody follows");
        throw new PeerException($"it answered {status}")
        {
            MayPass = status is 408 or 425 or 429 or >= 500,
            RetryAfter = WaitOf(answer.Headers.RetryAfter),
        };
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? wait) =>
        wait?.Delta ?? (wait?.Date is { } until ? until - options.TimeProvider.GetUtcNow() : null);

    private async Task<ArraySegment<byte>> ReadWholeAsync(Body body, CancellationToken cancellationToken)
    {
        var unpacked = Unpacked(body);
        await using var _ = unpacked.ConfigureAwait(false);
        var bytes = new byte[16 * 1024];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await unpacked.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0) return new ArraySegment<byte>(bytes, 0, length);
                length += read;
                if (length > options.MostListingBytes)
                    throw new PeerException($"its listing has more than {options.MostListingBytes} bytes");
                if (length == bytes.Length) Array.Resize(ref bytes, 2 * bytes.Length);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            throw new PeerException("its answer is packed otherwise than it says", fault);
        }
    }

    private static Stream Unpacked(Body body) => body.Packing?.ToLowerInvariant() switch
    {
        null or "identity" => body.Stream,
        "gzip" => new GZipStream(body.Stream, CompressionMode.Decompress),
        "br" => new BrotliStream(body.Stream, CompressionMode.Decompress),
        var other => throw new PeerException($"its answer is packed in a way that nobody asked for ('{other}')"),
    };

    /// <param name="Stream">What was sent.</param>
    /// <param name="Packing">How it is packed; null if it is not.</param>
    private readonly record struct Body(PacedStream Stream, string? Packing);
}
