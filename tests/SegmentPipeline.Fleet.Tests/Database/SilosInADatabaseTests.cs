using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Silos that keep in a real database who is there, and what outlives them.</summary>
internal sealed class SilosInADatabaseTests
{
    private const string Type = "run";

    private static readonly GrainId Key = GrainId.Create("run", "r1");

    private PostgresServer _server = null!;
    private string _connection = null!;
    private FleetDatabase _database = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await PostgresServer.StartAsync();
        _connection = await _server.CreateFleetAsync();
        _database = FleetDatabase.Open(PostgresServer.OptionsOf("n1", _connection));
    }

    [TearDown]
    public async Task Stop()
    {
        if (_database is not null) await _database.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Test]
    public async Task Silos_OfOneDatabase_FindEachOther_AndNoticeADeath()
    {
        await using var first = await TestSilo.StartAsync("n1", _database);
        var second = await TestSilo.StartAsync("n2", _database);
        await using var third = await TestSilo.StartAsync("n3", _database);
        await first.UntilAsync(["n1", "n2", "n3"]);
        await third.UntilAsync(["n1", "n2", "n3"]);

        await second.KillAsync();

        await first.UntilAsync(["n1", "n3"]);
        Assert.That(await PostgresServer.ReadAsync<long>(_connection, "SELECT count(*) FROM fleet_member WHERE status = 3"), Is.EqualTo(2));
    }

    [Test]
    public async Task Database_ThatIsAwayForAWhile_EndsNoSilo_AndKeepsWhatItHad()
    {
        await using var first = await TestSilo.StartAsync("n1", _database);
        await using var second = await TestSilo.StartAsync("n2", _database);
        await first.UntilAsync(["n1", "n2"]);
        var state = new GrainState<List<string>>(["kept"]);
        await first.Storage.WriteStateAsync(Type, Key, state);

        await _server.StopAsync();
        Assert.That(async () => await first.Storage.WriteStateAsync(Type, Key, state), Throws.Exception);
        Assert.That(first.Living, Is.EqualTo(["n1", "n2"]));
        await _server.StartAgainAsync();

        await TestSilo.UntilAsync(() => CanWriteAsync(first, state), "the state is written");
        await using var third = await TestSilo.StartAsync("n3", _database);
        await first.UntilAsync(["n1", "n2", "n3"]);
        var read = new GrainState<List<string>>([]);
        await third.Storage.ReadStateAsync(Type, Key, read);
        Assert.That(read.RecordExists, Is.True);
        Assert.That(read.State, Is.EqualTo(["kept"]));
    }

    [Test]
    public async Task State_WrittenFromTwoSides_IsAConflictForTheSecond()
    {
        await using var silo = await TestSilo.StartAsync("n1", _database);
        var (one, two) = (new GrainState<List<string>>(["one"]), new GrainState<List<string>>(["two"]));

        await silo.Storage.WriteStateAsync(Type, Key, one);
        Assert.That(async () => await silo.Storage.WriteStateAsync(Type, Key, two), Throws.TypeOf<InconsistentStateException>());
        await silo.Storage.ReadStateAsync(Type, Key, two);
        Assert.That((two.State!.Single(), two.ETag), Is.EqualTo(("one", "1")));
        two.State = ["three"];
        await silo.Storage.WriteStateAsync(Type, Key, two);

        Assert.That(async () => await silo.Storage.WriteStateAsync(Type, Key, one), Throws.TypeOf<InconsistentStateException>());
        Assert.That(async () => await silo.Storage.ClearStateAsync(Type, Key, one), Throws.TypeOf<InconsistentStateException>());
        await silo.Storage.ReadStateAsync(Type, Key, one);
        Assert.That((one.State!.Single(), one.ETag), Is.EqualTo(("three", "2")));
    }

    [Test]
    public async Task State_ThatWasCleared_IsNotThere_AndMayBeWrittenAgain()
    {
        await using var silo = await TestSilo.StartAsync("n1", _database);
        var state = new GrainState<List<string>>(["one"]);
        await silo.Storage.WriteStateAsync(Type, Key, state);

        await silo.Storage.ClearStateAsync(Type, Key, state);

        var read = new GrainState<List<string>>([]);
        await silo.Storage.ReadStateAsync(Type, Key, read);
        Assert.That(read.RecordExists, Is.False);
        read.State = ["two"];
        await silo.Storage.WriteStateAsync(Type, Key, read);
        Assert.That(read.ETag, Is.EqualTo("3"));
        await silo.Storage.ReadStateAsync(Type, Key, state);
        Assert.That((state.State!.Single(), state.RecordExists), Is.EqualTo(("two", true)));
    }

    [Test]
    public async Task States_ThatWereClearedLongAgo_AreRemoved()
    {
        await using var silo = await TestSilo.StartAsync("n1", _database);
        for (var run = 0; run < 20; run++)
        {
            var (key, state) = (GrainId.Create("run", string.Create(CultureInfo.InvariantCulture, $"old{run}")), new GrainState<List<string>>(["x"]));
            await silo.Storage.WriteStateAsync(Type, key, state);
            await silo.Storage.ClearStateAsync(Type, key, state);
        }

        await PostgresServer.ExecuteAsync(_connection, "UPDATE fleet_state SET changed = now() - interval '25 hours' WHERE key <> 'old7'");

        await silo.Storage.WriteStateAsync(Type, Key, new GrainState<List<string>>(["y"]));

        Assert.That(
            await PostgresServer.ReadAsync<string[]>(_connection, "SELECT array_agg(key::text ORDER BY key) FROM fleet_state"),
            Is.EqualTo(["old7", "r1"]));
    }

    [Test]
    public async Task Rows_OfDeadSilos_AreClearedAwayWhenANodeJoins()
    {
        await using var silo = await TestSilo.StartAsync("n1", _database);
        await PostgresServer.ExecuteAsync(
            _connection,
            """
            INSERT INTO fleet_cluster (cluster) VALUES ('busy'), ('other');
            INSERT INTO fleet_member (cluster, address, port, generation, name, host, status, gateway, started, alive)
            SELECT cluster, '127.0.0.1', 1000 + n, n, 'n' || n, 'h', 6, 0, now() - n * step, now() - n * step
            FROM generate_series(1, 100) n, (VALUES ('tests', interval '1 hour'), ('busy', interval '10 minutes'), ('other', interval '1 hour')) AS fleet (cluster, step)
            """);

        var options = PostgresServer.OptionsOf("n2", _connection);
        foreach (var fleet in (string[])["tests", "busy"])
        {
            options.Cluster = fleet;
            options.Directory = Directory.CreateTempSubdirectory("segment-entry-").FullName;
            await (await NodeEntry.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None)).DisposeAsync();
            Directory.Delete(options.Directory, recursive: true);
        }

        // Of a day those that are there; of many in an hour so many; of another fleet all.
        Assert.That(await CountDeadAsync("tests"), Is.EqualTo(23));
        Assert.That(await CountDeadAsync("busy"), Is.EqualTo(25));
        Assert.That(await CountDeadAsync("other"), Is.EqualTo(100));
        Assert.That(silo.Living, Is.EqualTo(["n1"]));
    }

    private Task<long> CountDeadAsync(string fleet) =>
        PostgresServer.ReadAsync<long>(_connection, $"SELECT count(*) FROM fleet_member WHERE status = 6 AND cluster = '{fleet}'");

    private static async Task<bool> CanWriteAsync(TestSilo silo, GrainState<List<string>> state)
    {
        try
        {
            await silo.Storage.WriteStateAsync(Type, Key, state);
            return true;
        }
        catch (Exception cause) when (cause is not InconsistentStateException)
        {
            return false;
        }
    }
}
