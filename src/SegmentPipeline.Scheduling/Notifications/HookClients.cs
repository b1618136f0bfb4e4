namespace SegmentPipeline.Scheduling;

/// <summary>The client of webhooks and pings: it follows no redirects, keeps no cookies, and reads hardly anything of an answer.</summary>
internal static class HookClients
{
    private const int MostHeaderKilobytes = 16;
    private const int MostDrainedBytes = 4096;

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    internal static HttpClient Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Connecting,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        MaxResponseDrainSize = MostDrainedBytes,
        ResponseDrainTimeout = Draining,
        PooledConnectionIdleTimeout = Kept,
        PooledConnectionLifetime = Kept,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "SegmentPipeline" } },
    };

    /// <summary>Sends a question; only the status of the answer counts.</summary>
    /// <exception cref="DeliveryException">It is none that says yes.</exception>
    internal static async Task SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            if (status is >= 200 and < 300) return;
            var mayPass = status is 408 or 425 or 429 or >= 500;
            throw new DeliveryException(
                status is >= 300 and < 400 ? $"it answered {status}, and redirects are not followed" : $"it answered {status}", mayPass)
            {
                IsRefusal = !mayPass && status is >= 400 and < 500,
            };
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            // Connecting took too long: that ends so, although nobody has cancelled anything.
            throw new DeliveryException("it cannot be reached", mayPass: true, late);
        }
        catch (HttpRequestException fault)
        {
            throw new DeliveryException(TextOf(fault), mayPass: true, fault);
        }
    }

    private static string TextOf(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.ConnectionError => "it cannot be reached",
        HttpRequestError.NameResolutionError => "its name cannot be resolved",
        HttpRequestError.SecureConnectionError => "its certificate or its encryption cannot be trusted",
        HttpRequestError.InvalidResponse => "its answer is no HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the headers of its answer are too large",
        _ => "the connection to it broke",
    };
}
