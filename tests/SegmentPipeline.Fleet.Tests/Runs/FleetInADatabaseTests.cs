using System.Net;
using System.Text.Json;
using Npgsql;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Hosts that are nodes of a fleet in a real database, which nobody has prepared.</summary>
[NonParallelizable]
internal sealed class FleetInADatabaseTests
{
    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Test]
    public async Task Verdict_OutlivesTheNodesThatHaveAnswered()
    {
        await using var fleet = await RunningFleet.StartAsync(database: await _server.CreateDatabaseAsync());
        var run = await fleet.RunAsync("r1");
        var before = await fleet.RecordsAsync("r1", "?verdicts=true");

        await fleet.EndAsync(0);
        await fleet.EndAsync(0);

        var after = JsonDocument.Parse(await fleet.Nodes[0].Client.GetStringAsync("/api/fleet/runs/r1")).RootElement;
        Assert.That(after.ToString(), Is.EqualTo(run.ToString()));
        Assert.That(await fleet.RecordsAsync("r1", "?verdicts=true", asked: 0), Is.EqualTo(before));
        Assert.That(before, Has.Length.GreaterThan(5));
    }

    [Test]
    public async Task Database_ThatIsAway_KeepsNobodyFromAuditing_AndTheFleetIsAskedAgainWhenItIsBack()
    {
        await using var fleet = await RunningFleet.StartAsync(database: await _server.CreateDatabaseAsync());
        await fleet.RunAsync("r1");
        await _server.StopAsync();
        try
        {
            // Wherever a grain would live, here or elsewhere, what the database says comes back as one thing.
            foreach (var at in Enumerable.Range(0, 12))
            {
                using var refused = await fleet.AskAsync(at % 3, $$"""{"id":"away{{at}}"}""");
                Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
                Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("cannot be"));
                using var unknown = await fleet.Nodes[at % 3].Client.GetAsync($"/api/fleet/runs/unknown{at}");
                Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            }

            using var begun = await fleet.Nodes[0].Client.PostAsync("/api/archives/main/runs", null);
            Assert.That(begun.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        }
        finally
        {
            await _server.StartAgainAsync();
        }

        var run = await fleet.RunAsync("r3", asked: 1, watching: 2);
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task SecondHost_WithTheNameOfANode_StopsAndSaysWhy()
    {
        var database = await _server.CreateDatabaseAsync();
        await using var fleet = await RunningFleet.StartAsync(database: database);

        var (second, _) = await RunningNode.StartAsync("n1", Path.Combine(fleet.Home, "second"), fleet.Roots[0], database: database);
        await using var node = second;

        var stopping = second.Application.Lifetime.ApplicationStopping;
        await Patience.UntilAsync(() => Task.FromResult(stopping.IsCancellationRequested), () => "the host goes on");
        Assert.That(second.Application.Services.FindFleetFault(), Does.Contain("another process is node n1"));
        Assert.That((await fleet.RunAsync("r1")).GetProperty("exit").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_IsToldOnceItIsKept_AndItsEndOnceThatIsKept()
    {
        const int RunEnded = 414;
        const string Waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND NOT granted";
        var database = await _server.CreateDatabaseAsync();
        await using var fleet = await RunningFleet.StartAsync(database: database);
        await using (var gates = await ShutAsync(database))
        {
            var beginning = fleet.AskAsync(0, """{"id":"r1"}""");
            await Patience.UntilAsync(async () => await PostgresServer.ReadAsync<long>(database, Waiting) > 0, () => "nobody waits");
            using var unknown = await fleet.Nodes[1].Client.GetAsync("/api/fleet/runs/r1");
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

            await ExecuteAsync(gates, "SELECT pg_advisory_unlock(1)");
            using var begun = await beginning;
            Assert.That(begun.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            var logs = fleet.Nodes.ConvertAll(node => node.Log);
            await Patience.UntilAsync(
                () => Task.FromResult(logs.Exists(log => log.GetSnapshot().Any(record => record.Id.Id == RunEnded))), () => "it has not ended");
            Assert.That((await fleet.LookAsync("r1")).GetProperty("state").GetString(), Is.EqualTo("running"));
            using var early = await fleet.Nodes[1].Client.GetAsync("/api/fleet/runs/r1/records");
            Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        }

        var run = await fleet.UntilOverAsync("r1");
        Assert.That((run.GetProperty("state").GetString(), run.GetProperty("exit").GetInt32()), Is.EqualTo(("ended", 1)));
    }

    [Test]
    public async Task RowsOfRuns_AreForgottenWithTheOldest()
    {
        var database = await _server.CreateDatabaseAsync();
        await using var fleet = await RunningFleet.StartAsync(database: database);
        const int MostRuns = 50;
        for (var at = 0; at < MostRuns + 3; at++) await fleet.RunAsync($"r{at}");

        const string Kept = "SELECT count(*)::integer FROM fleet_state WHERE payload IS NOT NULL";
        // The runs, an answer of each node to each, and the fleet.
        Assert.That(await PostgresServer.ReadAsync<int>(database, Kept), Is.EqualTo(4 * MostRuns + 1));
        using var gone = await fleet.Nodes[0].Client.GetAsync("/api/fleet/runs/r0");
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>Shuts two gates: by 1 the run r1 is put down, by 2 what changes of it. They open when the answer is disposed.</summary>
    private static async Task<NpgsqlConnection> ShutAsync(string database)
    {
        var gates = new NpgsqlConnection(database);
        await gates.OpenAsync();
        await ExecuteAsync(gates, "SELECT pg_advisory_lock(1), pg_advisory_lock(2)");
        await ExecuteAsync(
            gates,
            """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_advisory_xact_lock(CASE TG_OP WHEN ''INSERT'' THEN 1 ELSE 2 END); RETURN NEW; END';
            CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON fleet_state FOR EACH ROW WHEN (NEW.key = 'r1') EXECUTE FUNCTION wait();
            """);
        return gates;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
