using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>A silo in this process, on free ports of an address of loopback, with the database and the doors of a node and nothing
/// else.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host, IPEndPoint silo, IPEndPoint gateway) => (_host, Silo, Gateway) = (host, silo, gateway);

    internal IPEndPoint Silo { get; }

    internal IPEndPoint Gateway { get; }

    internal IServiceProvider Services => _host.Services;

    /// <summary>The names of the silos that this one knows as living.</summary>
    internal IEnumerable<string> Living =>
        Services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.Name).Order(StringComparer.Ordinal);

    internal IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>("fleet");

    /// <summary>Starts one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="database">Where it keeps who is there; null: in the memory of the primary.</param>
    /// <param name="doors">Its doors; null: none.</param>
    /// <param name="primary">The silo that keeps who is there; null: itself.</param>
    /// <param name="also">Configures more.</param>
    /// <param name="stop">Gives up.</param>
    internal static async Task<TestSilo> StartAsync(
        string name,
        FleetDatabase? database,
        FleetDoors? doors = null,
        TestSilo? primary = null,
        Action<ISiloBuilder>? also = null,
        CancellationToken stop = default)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var (silo, gateway) = (new IPEndPoint(IPAddress.Loopback, FreePorts.Take()), new IPEndPoint(IPAddress.Loopback, FreePorts.Take()));
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.UseOrleans(orleans =>
        {
            if (database is null) orleans.UseDevelopmentClustering(primary?.Silo ?? silo).AddMemoryGrainStorage("fleet");
            else orleans.UseFleetDatabase(database, "fleet");
            orleans.UseFleetDoors(doors);
            orleans.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("tests", "tests"));
            orleans.Configure<SiloOptions>(options => options.SiloName = name);
            orleans.Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = IPAddress.Loopback;
                (options.SiloPort, options.GatewayPort) = (silo.Port, gateway.Port);
            });
            // No silo is taken for dead sooner than a node would be: on a machine that does much besides it may be late.
            orleans.Configure<ClusterMembershipOptions>(SiloHost.SeeDeathSoon);
            orleans.Configure<ClusterMembershipOptions>(options => options.TableRefreshTimeout = TimeSpan.FromSeconds(2));
            also?.Invoke(orleans);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(stop).WaitAsync(TimeSpan.FromMinutes(3), stop);
            return new TestSilo(host, silo, gateway);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Waits until something is so.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await isSo())
        {
            if (patience.IsCancellationRequested) Assert.Fail($"never: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    internal Task UntilAsync(string[] living) =>
        UntilAsync(() => Task.FromResult(Living.SequenceEqual(living)), $"the living are {string.Join(", ", living)}");

    /// <summary>Ends it without a farewell to the others.</summary>
    internal async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _host.StopAsync(now.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
