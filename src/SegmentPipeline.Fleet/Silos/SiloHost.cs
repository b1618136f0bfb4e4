using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>Builds a silo.</summary>
internal static class SiloHost
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Of how many grains a silo remembers where they are; the memory for it is taken at once. A fleet has few.</summary>
    private const int MostKnownGrains = 10_000;

    /// <summary>Builds it; nothing runs yet.</summary>
    /// <param name="options">The fleet.</param>
    /// <param name="services">The host around it.</param>
    /// <param name="work">What works for this node.</param>
    /// <param name="silo">The silo of the host.</param>
    /// <param name="entry">The node's doors and database, and what it hears when it cannot go on.</param>
    internal static IHost Build(
        FleetOptions options,
        IServiceProvider services,
        NodeWork work,
        FleetSilo silo,
        (NodeEntry Node, LostSilo Lost) entry)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(work);
        builder.Services.AddSingleton(silo);
        builder.Services.AddSingleton(services.GetRequiredService<AnswerFetcher>());
        builder.Services.AddSingleton(services.GetRequiredService<FleetVerdicts>());
        builder.Services.AddOrleans(orleans => Configure(orleans, options, entry.Node));
        builder.Services.AddSingleton<IFatalErrorHandler>(entry.Lost);
        return builder.Build();
    }

    /// <summary>A silo that was killed is seen to be dead after a second, one that hangs after ten.</summary>
    internal static void SeeDeathSoon(ClusterMembershipOptions members)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(2);
        members.MinProbeTimeout = TimeSpan.FromSeconds(1);
        members.MaxProbeTimeout = TimeSpan.FromSeconds(5);
        members.NumMissedProbesLimit = 2;
        members.NumVotesForDeathDeclaration = 2;
    }

    private static void Configure(ISiloBuilder orleans, FleetOptions options, NodeEntry entry)
    {
        var address = IPAddress.Parse(options.Address);
        if (options.IsLocal) Locally(orleans, options);
        entry.Configure(orleans, FleetStorage.Name);
        orleans.Configure<ClusterOptions>(cluster =>
        {
            cluster.ServiceId = "segment-pipeline";
            cluster.ClusterId = options.Cluster;
        });
        orleans.Configure<SiloOptions>(silo => silo.SiloName = options.Node!);
        orleans.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = address;
            endpoint.SiloPort = options.SiloPort;
            endpoint.GatewayPort = options.GatewayPort;
            endpoint.SiloListeningEndpoint = new IPEndPoint(address, options.SiloPort);
            endpoint.GatewayListeningEndpoint = new IPEndPoint(address, options.GatewayPort);
        });
        orleans.Configure<ClusterMembershipOptions>(SeeDeathSoon);
        orleans.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = MostKnownGrains);
        orleans.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = LongestAnswer);
        orleans.Services.AddPlacementDirector<NodePlacementStrategy, NodePlacementDirector>();
    }

    private static void Locally(ISiloBuilder orleans, FleetOptions options)
    {
        var own = new IPEndPoint(IPAddress.Parse(options.Address), options.SiloPort);
        var primary = options.Primary is { } named ? IPEndPoint.Parse(named) : own;
        orleans.UseDevelopmentClustering(primary);
        orleans.AddMemoryGrainStorage(FleetStorage.Name, storage => storage.Configure<Serializer>((options, serializer) =>
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer)));
    }

    /// <summary>Signals are for the host around it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
