using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>A node that starts before its database.</summary>
internal sealed class DatabaseWaitTests
{
    private PostgresServer _server = null!;
    private FakeTimeProvider _clock = null!;
    private FakeLogger _log = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => (_clock, _log) = (new FakeTimeProvider(), new FakeLogger());

    [Test]
    public async Task Database_ThatIsThere_IsNotWaitedFor()
    {
        await using var database = Open(await _server.CreateFleetAsync());

        await new DatabaseWait(database, _clock, _log).UntilThereAsync(CancellationToken.None).Soon();

        Assert.That(_log.Collector.Count, Is.Zero);
    }

    [Test]
    public async Task Database_ThatComesLater_IsWaitedFor_AndToldOnce()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = Open(await server.CreateFleetAsync());
        await server.StopAsync();

        var wait = new DatabaseWait(database, _clock, _log).UntilThereAsync(CancellationToken.None);
        await TestSilo.UntilAsync(() => Task.FromResult(_log.Collector.Count == 1), "the log has that it is waited for");
        for (var tries = 0; tries < 10; tries++) _clock.Advance(TimeSpan.FromSeconds(15));
        await server.StartAgainAsync();
        await TestSilo.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(15));
                return Task.FromResult(wait.IsCompleted);
            },
            "it is there");
        await wait;

        Assert.That(_log.Collector.GetSnapshot().Select(record => record.Id.Id), Is.EqualTo([420, 421]));
        Assert.That(_log.Collector.GetSnapshot()[0].Message, Does.Match(@"^the database of the fleet, 127\.0\.0\.1:\d+/fleet\d+, is waited for: "));
    }

    [Test]
    public async Task Database_ThatLetsNobodyIn_IsNotWaitedFor()
    {
        var settings = new NpgsqlConnectionStringBuilder(await _server.CreateFleetAsync()) { Database = "nowhere" };
        await using var database = Open(settings.ConnectionString);

        var refused = await Assert.ThrowsAsync<FleetException>(
            () => new DatabaseWait(database, _clock, _log).UntilThereAsync(CancellationToken.None));

        Assert.That(refused!.Message, Does.EndWith("does not let this node in: database \"nowhere\" does not exist"));
    }

    [Test]
    public async Task Wait_ThatIsCancelled_Ends()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = Open(await server.CreateFleetAsync());
        await server.StopAsync();
        using var stop = new CancellationTokenSource();

        var wait = new DatabaseWait(database, _clock, _log).UntilThereAsync(stop.Token);
        await TestSilo.UntilAsync(() => Task.FromResult(_log.Collector.Count == 1), "the log has that it is waited for");
        await stop.CancelAsync();

        Assert.That(async () => await wait.Soon(), Throws.InstanceOf<OperationCanceledException>());
    }

    private static FleetDatabase Open(string connection) => FleetDatabase.Open(PostgresServer.OptionsOf("n1", connection));
}
