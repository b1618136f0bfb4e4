using Npgsql;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>The tables of a fleet: made, made again, made by several at once, brought up to date.</summary>
internal sealed class SchemaTests
{
    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Test]
    public async Task Schema_InAFreshDatabase_IsAllThatOrleansCalls()
    {
        var connection = await _server.CreateDatabaseAsync();

        await FleetSchema.ApplyAsync(PostgresServer.OptionsOf("n1", connection));

        Assert.That(await KeysAsync(connection), Is.EquivalentTo(Keys));
        await CheckAsync(connection);
    }

    [Test]
    public async Task Schema_MadeTwice_IsTheSame_AndMendsWhatWasTouched()
    {
        var connection = await _server.CreateFleetAsync();
        await PostgresServer.ExecuteAsync(connection, "INSERT INTO fleet_cluster (cluster, version) VALUES ('kept', 7)");
        var before = await TextsAsync(connection);
        await PostgresServer.ExecuteAsync(
            connection, "UPDATE OrleansQuery SET QueryText = 'x' WHERE QueryKey = 'GatewaysQueryKey'; DELETE FROM OrleansQuery WHERE QueryKey = 'ClearStorageKey'");

        await FleetSchema.ApplyAsync(PostgresServer.OptionsOf("n1", connection));

        Assert.That(await TextsAsync(connection), Is.EqualTo(before));
        Assert.That(await PostgresServer.ReadAsync<int>(connection, "SELECT version FROM fleet_cluster WHERE cluster = 'kept'"), Is.EqualTo(7));
        Assert.That(await PostgresServer.ReadAsync<long>(connection, "SELECT count(*) FROM fleet_schema"), Is.EqualTo(1));
    }

    [Test]
    public async Task Schema_MadeByFourProcessesAtOnce_IsMadeOnce()
    {
        var connection = await _server.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _server.RunScriptAsync(connection, FleetSchema.Script)));

        Assert.That(await KeysAsync(connection), Is.EquivalentTo(Keys));
        Assert.That(await PostgresServer.ReadAsync<long>(connection, "SELECT count(*) FROM fleet_schema"), Is.EqualTo(1));
        await CheckAsync(connection);
    }

    [Test]
    public async Task Schema_OfAnOlderVersion_KeepsItsRows_AndGetsWhatIsNew()
    {
        var connection = await _server.CreateFleetAsync();
        await PostgresServer.ExecuteAsync(connection, "INSERT INTO fleet_cluster (cluster, version) VALUES ('kept', 7)");
        string[] migrations =
        [
            .. SchemaScript.Migrations,
            "ALTER TABLE fleet_cluster ADD COLUMN IF NOT EXISTS note text NOT NULL DEFAULT 'new';",
        ];

        await _server.RunScriptAsync(connection, SchemaScript.Compose(migrations));
        await _server.RunScriptAsync(connection, SchemaScript.Compose(migrations));

        Assert.That(
            await PostgresServer.ReadAsync<string>(connection, "SELECT version || note FROM fleet_cluster WHERE cluster = 'kept'"),
            Is.EqualTo("7new"));
        Assert.That(
            await PostgresServer.ReadAsync<int>(connection, "SELECT max(version) FROM fleet_schema"), Is.EqualTo(migrations.Length));
    }

    [Test]
    public async Task Schema_OfANewerVersion_IsNotTouched()
    {
        var connection = await _server.CreateFleetAsync();
        await PostgresServer.ExecuteAsync(
            connection, "INSERT INTO fleet_schema (version) VALUES (99); UPDATE OrleansQuery SET QueryText = 'newer'");

        var refused = await Assert.ThrowsAsync<FleetException>(() => FleetSchema.ApplyAsync(PostgresServer.OptionsOf("n1", connection)));

        Assert.That(refused!.Message, Does.EndWith(SchemaScript.NewerSchema));
        Assert.That((await TextsAsync(connection)).Distinct(), Is.EqualTo(["newer"]));
        Assert.That(
            (await Assert.ThrowsAsync<FleetException>(() => CheckAsync(connection)))!.Message,
            Does.EndWith($"has tables of version 99, not {SchemaScript.Migrations.Count}: {SchemaScript.NewerSchema}"));
    }

    [Test]
    public async Task Database_OfAnotherProgram_IsNotTouched()
    {
        var connection = await _server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(
            connection, "CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text); INSERT INTO OrleansQuery VALUES ('k', 'theirs')");

        var refused = await Assert.ThrowsAsync<FleetException>(() => FleetSchema.ApplyAsync(PostgresServer.OptionsOf("n1", connection)));

        Assert.That(refused!.Message, Does.EndWith(SchemaScript.TakenSchema));
        Assert.That(await TextsAsync(connection), Is.EqualTo(["theirs"]));
    }

    [Test]
    public async Task Database_WithoutTables_IsRefused_WithWhatToDo()
    {
        var connection = await _server.CreateDatabaseAsync();
        await FleetSchema.ApplyAsync(PostgresServer.OptionsOf("n1", await _server.CreateDatabaseAsync()));

        Assert.That(
            (await Assert.ThrowsAsync<FleetException>(() => CheckAsync(connection)))!.Message,
            Does.Match(@"^the database 127\.0\.0\.1:\d+/fleet\d+ has no tables of a fleet; make them: a node that may make tables does so when it joins$"));
    }

    [Test]
    public async Task Database_WithOldTables_IsRefused_WithWhatToDo()
    {
        var connection = await _server.CreateFleetAsync();
        await PostgresServer.ExecuteAsync(connection, "UPDATE fleet_schema SET version = 0");

        Assert.That(
            (await Assert.ThrowsAsync<FleetException>(() => CheckAsync(connection)))!.Message,
            Does.Contain($"has tables of version 0, not {SchemaScript.Migrations.Count}; bring them up to date: a node that may make tables does so when it joins"));
    }

    [Test]
    public async Task Schema_ByWhoeverMayNotMakeTables_SaysWhatTheServerSays()
    {
        var connection = await _server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(connection, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; REVOKE ALL ON SCHEMA public FROM public");
        var reader = new NpgsqlConnectionStringBuilder(connection) { Username = "reader" }.ConnectionString;

        var refused = await Assert.ThrowsAsync<FleetException>(() => FleetSchema.ApplyAsync(PostgresServer.OptionsOf("n1", reader)));

        Assert.That(refused!.Message, Does.Match("^the tables of the fleet cannot be made in .*: (no schema has been selected|permission denied)"));
    }

    private static readonly string[] Keys =
    [
        "CleanupDefunctSiloEntriesKey", "CleanupDefunctSiloEntryKey", "ClearStorageKey", "DeleteMembershipTableEntriesKey", "GatewaysQueryKey",
        "InsertMembershipKey", "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey", "ReadFromStorageKey",
        "UpdateIAmAlivetimeKey", "UpdateMembershipKey", "WriteToStorageKey",
    ];

    private static async Task CheckAsync(string connection)
    {
        await using var database = FleetDatabase.Open(new FleetOptions { Node = "n1", Database = connection });
        await database.CheckAsync(CancellationToken.None);
    }

    private static async Task<string[]> KeysAsync(string connection) =>
        await PostgresServer.ReadAsync<string[]>(connection, "SELECT array_agg(QueryKey::text) FROM OrleansQuery");

    private static async Task<string[]> TextsAsync(string connection) =>
        await PostgresServer.ReadAsync<string[]>(connection, "SELECT array_agg(QueryText ORDER BY QueryKey) FROM OrleansQuery");
}
