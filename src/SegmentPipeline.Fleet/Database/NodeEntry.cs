using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>What a node needs before its silo may start, and as long as it runs: its directory, its doors, the database if there is one,
/// and its name in it.</summary>
internal sealed class NodeEntry : IAsyncDisposable
{
    private static readonly Task<FleetException> Never = new TaskCompletionSource<FleetException>().Task;

    private readonly NodeDirectoryLock _directory;
    private FleetDoors? _doors;
    private FleetDatabase? _database;
    private NodeNameLock? _name;

    private NodeEntry(NodeDirectoryLock directory) => _directory = directory;

    /// <summary>Ends when another process has taken the node's name while the database was away: then this one must stop.</summary>
    internal Task<FleetException> Lost => _name?.Lost ?? Never;

    /// <summary>Takes all of it. A database that is away is waited for.</summary>
    /// <param name="fleet">The node's options, without faults.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FleetException">Some of it cannot be had as things are; the message says what to do.</exception>
    internal static async Task<NodeEntry> OpenAsync(
        FleetOptions fleet, TimeProvider clock, ILogger log, CancellationToken cancellationToken)
    {
        var entry = new NodeEntry(NodeDirectoryLock.Take(Path.GetFullPath(fleet.Directory!), fleet.Node!, clock));
        try
        {
            entry._doors = FleetDoors.Open(fleet, clock, log);
            if (fleet.IsLocal) return entry;
            entry._database = FleetDatabase.Open(fleet);
            var wait = new DatabaseWait(entry._database, clock, log);
            await WaitForTablesAsync(wait, entry._database, cancellationToken).ConfigureAwait(false);
            await entry._database.ClearAwayDeadAsync(fleet.Cluster, cancellationToken).ConfigureAwait(false);
            entry._name = await NodeNameLock.TakeAsync(entry._database, fleet, clock, log, cancellationToken).ConfigureAwait(false);
            return entry;
        }
        catch
        {
            await entry.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the database; where its tables are not there yet, or older, they are made.</summary>
    private static async Task WaitForTablesAsync(DatabaseWait wait, FleetDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await wait.UntilThereAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FleetException)
        {
            await database.ApplyAsync(FleetSchema.Script, cancellationToken).ConfigureAwait(false);
            await wait.UntilThereAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a silo use the doors and the database, if there are any.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="storage">Name of the storage of grains.</param>
    internal ISiloBuilder Configure(ISiloBuilder silo, string storage)
    {
        silo.UseFleetDoors(_doors);
        return _database is null ? silo : silo.UseFleetDatabase(_database, storage);
    }

    public async ValueTask DisposeAsync()
    {
        if (_name is not null) await _name.DisposeAsync().ConfigureAwait(false);
        if (_database is not null) await _database.DisposeAsync().ConfigureAwait(false);
        _doors?.Dispose();
        _directory.Dispose();
    }
}
