using System.Text;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Audits of a shared archive under which nodes die: the report is what one machine writes, byte by byte.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SharedDeathTests
{
    private const int LongestRunMilliseconds = 600;

    /// <summary>How many nodes die, over fleets of each size. More with <c>TestRunParameters.Parameter(name="deaths", value="200")</c>.</summary>
    private static readonly int Deaths = TestContext.Parameters.Get("deaths", 6);

    private static readonly int FirstSeed = TestContext.Parameters.Get("firstSeed", 1);

    private PostgresServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await PostgresServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public async Task Report_OfASharedArchiveWhoseReadersDie_IsThatOfOneMachine(int nodes)
    {
        await using var fleet = await SharedFleet.StartAsync(await _server.CreateDatabaseAsync(), nodes);
        for (var seed = FirstSeed; seed < FirstSeed + (Deaths + 2) / 3; seed++)
        {
            var random = new Random(seed);
            var (asked, victim) = (random.Next(nodes), random.Next(nodes));
            var moment = TimeSpan.FromMilliseconds(random.Next(LongestRunMilliseconds));
            var run = $"r{seed}";
            await fleet.BeginAsync(asked, run);

            await Task.Delay(moment, TimeProvider.System);
            await fleet.KillAsync(victim);
            var watching = (victim + 1) % nodes;
            if (nodes > 1) await fleet.UntilOverAsync(watching, run);
            await fleet.StartAgainAsync(victim);

            var over = await fleet.UntilOverAsync(watching, run);
            var said = $"seed {seed}, {nodes} nodes, {asked} asked, {victim} died after {moment.TotalMilliseconds} ms: {over}";
            await TestContext.Out.WriteLineAsync(said);
            Assert.That(over.GetProperty("state").GetString(), Is.EqualTo("ended"), said);
            var (report, expected) = (await fleet.ReadAsync(watching, run), await fleet.AuditAsync(over));
            Assert.That(Encoding.UTF8.GetString(report), Is.EqualTo(Encoding.UTF8.GetString(expected)), said);
        }
    }
}
