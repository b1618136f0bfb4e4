using Microsoft.Extensions.DependencyInjection;

namespace SegmentPipeline.Replicas;

/// <summary>Makes the clients that ask nodes: they follow no redirects, keep no cookies, unpack nothing by themselves, and read headers of
/// 32 kB at most.</summary>
public static class PeerClients
{
    /// <summary>Name of the client in an <see cref="IHttpClientFactory"/>.</summary>
    public const string ClientName = "SegmentPipeline.Replicas";

    /// <summary>Registers the client, by the name <see cref="ClientName"/>.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddSegmentPeers(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services
            .AddHttpClient(ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .RemoveAllLoggers();
        return services;
    }

    /// <summary>Makes what such a client stands on, for whoever wants more of it than the registered one has: a certificate, say.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectCallback = PromptStream.ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
