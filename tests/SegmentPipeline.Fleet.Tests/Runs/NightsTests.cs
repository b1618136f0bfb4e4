namespace SegmentPipeline.Fleet.Tests;

/// <summary>A fleet that audits every night: what it keeps in memory, in its database and on disks stays what it was.</summary>
[NonParallelizable]
internal sealed class NightsTests
{
    private const int Nights = 24;

    /// <summary>From then on, nothing is done for the first time.</summary>
    private const int WarmNights = 12;

    private const int NightsBetweenLosses = 6;
    private const int Silos = 3;

    /// <summary>The engine lets some megabytes of each silo that is lost stay.</summary>
    private const long MostGrowthBytes = 16_000_000;

    /// <summary>What a run over a shared archive clears when it ends: its pieces of work, and how it was divided.</summary>
    private const int MostCleared = 8;

    private static readonly string[] Asked = ["", ""","copies":3""", "", ""","kind":"shared","archive":"main" """];

    private const string Kept = "SELECT count(*)::integer FROM fleet_state";

    /// <summary>What lies there has lain a day longer.</summary>
    private const string PassADay =
        "UPDATE fleet_state SET changed = changed - interval '25 hours'";

    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Test]
    public async Task Fleet_ThatAuditsEveryNight_KeepsNoMoreThanBefore()
    {
        var database = await _server.CreateDatabaseAsync();
        var clock = new SetClock();
        await using var fleet = await RunningFleet.StartAsync(isShared: true, database, clock: clock);
        var (warm, rows) = (0L, new List<int>());
        for (var night = 1; night <= Nights; night++)
        {
            await AuditAsync(fleet, night);
            if (night % NightsBetweenLosses == 0) await fleet.LoseAsync(night / NightsBetweenLosses % 3);
            clock.Advance(TimeSpan.FromDays(1));
            await PostgresServer.ExecuteAsync(database, PassADay);
            rows.Add(await PostgresServer.ReadAsync<int>(database, Kept));
            if (night == WarmNights) warm = Live(fleet);
        }

        var end = Live(fleet);
        await TestContext.Out.WriteLineAsync($"{warm:N0} bytes after {WarmNights} nights, {end:N0} after {Nights}; rows {string.Join(' ', rows)}");
        Assert.That(end - warm, Is.LessThan(MostGrowthBytes));
        // A run and the answers to it, the fleet, and what was cleared in the last two days.
        Assert.That(rows.Index().Where(night => night.Item > (night.Index + 1) * (1 + Silos) + 1 + MostCleared), Is.Empty);
    }

    private static async Task AuditAsync(RunningFleet fleet, int night)
    {
        var run = await fleet.RunAsync($"night{night}", Asked[night % 4], asked: night % 3, watching: (night + 1) % 3);
        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(1), run.ToString());
    }

    /// <summary>Bytes that are in use.</summary>
    private static long Live(RunningFleet fleet)
    {
        foreach (var node in fleet.Nodes) node.Log.Clear();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
