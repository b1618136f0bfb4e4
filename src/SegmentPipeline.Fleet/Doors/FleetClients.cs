using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Replicas;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>Makes the clients by which nodes fetch each other's answers. Where a door of TLS is knocked at, they show the certificate of
/// this node, and believe whom the authority of the fleet or the machine believes.</summary>
internal sealed class FleetClients : IDisposable
{
    /// <summary>Name of the client in an <see cref="IHttpClientFactory"/>.</summary>
    internal const string ClientName = "SegmentPipeline.Fleet";

    private readonly Lazy<FleetDoors?> _doors;

    /// <param name="fleet">Names the files of the certificates, or none.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    internal FleetClients(FleetOptions fleet, TimeProvider clock, ILogger log) =>
        _doors = new Lazy<FleetDoors?>(() => FleetDoors.Open(fleet, clock, log));

    /// <summary>Registers the client; a <see cref="FleetClients"/> is registered, too.</summary>
    internal static void Register(IServiceCollection services) => services
        .AddHttpClient(ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<FleetClients>().CreateHandler())
        .RemoveAllLoggers();

    public void Dispose()
    {
        if (_doors.IsValueCreated) _doors.Value?.Dispose();
    }

    private SocketsHttpHandler CreateHandler()
    {
        var handler = PeerClients.CreateHandler();
        if (_doors.Value is { } doors) doors.Configure(handler.SslOptions);
        return handler;
    }
}
