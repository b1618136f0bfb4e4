using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace SegmentPipeline.Fleet;

/// <summary>Lets a silo keep who is there, and what outlives it, in a database.</summary>
internal static class FleetDatabaseSiloBuilderExtensions
{
    /// <summary>What Orleans knows PostgreSQL by.</summary>
    private const string Invariant = "Npgsql";

    /// <summary>How long a row of a silo that has ended stays at most; a few more than nodes are kept at any time.</summary>
    private static readonly TimeSpan RowsOfDead = TimeSpan.FromDays(1);

    /// <summary>Keeps both in the database, and clears away silos that are dead.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="database">The database; it stays the caller's.</param>
    /// <param name="storage">Name of the storage of grains.</param>
    internal static ISiloBuilder UseFleetDatabase(this ISiloBuilder silo, FleetDatabase database, string storage) => silo
        .UseAdoNetClustering(options =>
        {
            options.Invariant = Invariant;
            options.DataSource = database.Source;
        })
        .AddAdoNetGrainStorage(storage, settings => settings.Configure<Serializer>((options, serializer) =>
        {
            options.Invariant = Invariant;
            options.DataSource = database.Source;
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }))
        .Configure<ClusterMembershipOptions>(options =>
        {
            options.DefunctSiloExpiration = RowsOfDead;
            options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
        });
}
