using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Finds out which node looks after a run, as a client of the fleet's engine.</summary>
internal sealed class Coordinators : IAsyncDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly IHost _client;

    private Coordinators(IHost client) => _client = client;

    /// <summary>Enters the fleet.</summary>
    /// <param name="gateways">The ports of its gateways.</param>
    internal static async Task<Coordinators> EnterAsync(IEnumerable<int> gateways)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleansClient(client => client
            .UseStaticClustering([.. gateways.Select(port => new IPEndPoint(IPAddress.Loopback, port))])
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("segment-pipeline", new FleetOptions().Cluster))
            .Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = LongestAnswer));
        var client = builder.Build();
        await client.StartAsync();
        return new Coordinators(client);
    }

    /// <summary>The port of the silo that looks after a run; null if none does, or if that cannot be told now.</summary>
    internal async Task<int?> FindAsync(string run)
    {
        var grains = _client.Services.GetRequiredService<IGrainFactory>();
        try
        {
            var silo = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grains.GetGrain<IFleetRunGrain>(run));
            return silo?.Endpoint.Port;
        }
        catch (Exception fault) when (NodeFaults.CauseOf(fault) is not null)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _client.StopAsync(now.Token);
        _client.Dispose();
    }
}
