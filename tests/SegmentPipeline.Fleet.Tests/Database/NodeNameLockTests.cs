using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>One process has a node's name, as long as it lives.</summary>
internal sealed class NodeNameLockTests
{
    private PostgresServer _server = null!;
    private string _connection = null!;
    private FakeTimeProvider _clock = null!;
    private FakeLogger _log = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await PostgresServer.StartAsync();
        _connection = await _server.CreateFleetAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => (_clock, _log) = (new FakeTimeProvider(), new FakeLogger());

    [Test]
    public async Task Name_ThatIsHeld_IsRefusedToOthers_UntilItIsLetGo()
    {
        await using (await TakeAsync("n1"))
        {
            var refused = await Assert.ThrowsAsync<FleetException>(() => TakeAsync("n1"));

            Assert.That(
                refused!.Message,
                Does.Match(@"^another process is node n1 of the fleet pipeline, from 127\.0\.0\.1 since \S+Z; stop it, or give this host another name$"));
            await (await TakeAsync("n2")).DisposeAsync();
            await (await TakeAsync("n1", "another-fleet")).DisposeAsync();
        }

        await (await TakeAsync("n1")).DisposeAsync();
    }

    [Test]
    public async Task Name_ThatWasLetGo_IsFreeAtOnce()
    {
        await using var database = FleetDatabase.Open(PostgresServer.OptionsOf("n1", _connection));
        for (var time = 0; time < 50; time++)
        {
            await using var next = await NodeSession.OpenAsync(database, "pipeline", "n1", "pipeline-next", CancellationToken.None);
            await (await TakeAsync("n1")).DisposeAsync();

            Assert.That(await next.TryHoldAsync(CancellationToken.None), Is.Null);
        }
    }

    [Test]
    public async Task Name_AfterTheSessionWasEnded_IsHeldAgain()
    {
        await using var held = await TakeAsync("n1");
        await EndHoldersAsync();

        await LookUntilSaidAsync(423);

        Assert.That(Said, Is.EqualTo([422, 423]));
        Assert.That(held.Lost.IsCompleted, Is.False);
        await Assert.ThrowsAsync<FleetException>(() => TakeAsync("n1"));
    }

    [Test]
    public async Task Name_ThatSomebodyElseHasTakenMeanwhile_IsLost()
    {
        await using var held = await TakeAsync("n1");
        await EndHoldersAsync();
        await using var other = await TakeAsync("n1");

        await LookUntilSaidAsync(424);

        Assert.That(Said, Is.EqualTo([422, 424]));
        Assert.That((await held.Lost.Soon()).Message, Does.StartWith("another process is node n1 of the fleet pipeline, from "));
        Assert.That(other.Lost.IsCompleted, Is.False);
    }

    /// <summary>A connection that broke here may live on there for a while.</summary>
    [Test]
    public async Task Name_ThatAnOwnOldSessionStillHas_IsTakenFromIt()
    {
        await using var database = FleetDatabase.Open(PostgresServer.OptionsOf("n1", _connection));
        await using var old = await NodeSession.OpenAsync(database, "pipeline", "n1", "pipeline-me", CancellationToken.None);
        Assert.That(await old.TryHoldAsync(CancellationToken.None), Is.Null);
        await using var next = await NodeSession.OpenAsync(database, "pipeline", "n1", "pipeline-me", CancellationToken.None);

        Assert.That((await next.TryHoldAsync(CancellationToken.None))?.Process, Is.EqualTo("pipeline-me"));
        await TestSilo.UntilAsync(async () => await next.TryHoldAsync(CancellationToken.None) is null, "the name is held");

        Assert.That(() => old.BeatAsync(CancellationToken.None), Throws.InstanceOf<Npgsql.NpgsqlException>());
    }

    [Test]
    public async Task Name_WhileTheDatabaseIsAway_IsNeitherHeldNorLost_AndIsTakenAgain()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateFleetAsync();
        await using var held = await NodeNameLock.TakeAsync(
            FleetDatabase.Open(PostgresServer.OptionsOf("n1", connection)), PostgresServer.OptionsOf("n1", connection), _clock, _log,
            CancellationToken.None);
        await server.StopAsync();
        await LookUntilSaidAsync(422);
        for (var looks = 0; looks < 5; looks++) _clock.Advance(TimeSpan.FromSeconds(5));

        await server.StartAgainAsync();
        await LookUntilSaidAsync(423);

        Assert.That(Said, Is.EqualTo([422, 423]));
        Assert.That(held.Lost.IsCompleted, Is.False);
    }

    [Test]
    public void Directory_OfARunningNode_IsRefusedToOthers_UntilItIsLetGo()
    {
        var directory = Path.Combine(Directory.CreateTempSubdirectory("segment-node-").FullName, "fleet");
        try
        {
            using (NodeDirectoryLock.Take(directory, "n1", _clock))
            {
                Assert.That(
                    () => NodeDirectoryLock.Take(directory, "n2", _clock),
                    Throws.TypeOf<FleetException>().With.Message.EqualTo(
                        $"{directory} is used by another process of this machine; stop it, or set another directory in the section fleet"));
            }

            NodeDirectoryLock.Take(directory, "n2", _clock).Dispose();
            Assert.That(
                File.ReadAllText(Path.Combine(directory, "node.lock")),
                Is.EqualTo($"node n2, process {Environment.ProcessId} on {Environment.MachineName} since 2000-01-01T00:00:00.000000Z\n"));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(directory)!, recursive: true);
        }
    }

    private IEnumerable<int> Said => _log.Collector.GetSnapshot().Select(record => record.Id.Id);

    /// <summary>Ends the sessions that hold a name; they are over when it returns.</summary>
    private Task EndHoldersAsync() => PostgresServer.ExecuteAsync(
        _connection, "SELECT pg_terminate_backend(pid, 60000) FROM pg_locks WHERE locktype = 'advisory' AND granted");

    private async Task<NodeNameLock> TakeAsync(string node, string fleet = "pipeline")
    {
        var options = PostgresServer.OptionsOf(node, _connection);
        options.Cluster = fleet;
        return await NodeNameLock.TakeAsync(FleetDatabase.Open(options), options, _clock, _log, CancellationToken.None);
    }

    /// <summary>Lets the clock go until the log has it.</summary>
    private Task LookUntilSaidAsync(int id) => TestSilo.UntilAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(Said.Contains(id));
        },
        $"{id} in the log");
}
