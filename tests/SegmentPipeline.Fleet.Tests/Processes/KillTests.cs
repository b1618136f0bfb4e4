using System.Diagnostics;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Processes of a fleet that are killed at any moment of a run, whoever looks after it: those that live come to the verdict, and
/// nobody audits twice.</summary>
[Category("Process")]
[Platform("Linux")]
[Parallelizable(ParallelScope.Self)]
internal sealed class KillTests
{
    /// <summary>How often. More with <c>TestRunParameters.Parameter(name="kills", value="50")</c>.</summary>
    private static readonly int Kills = TestContext.Parameters.Get("kills", 2);

    private PostgresServer _server = null!;
    private string _database = "";
    private ServedFleet _fleet = null!;
    private Coordinators _coordinators = null!;
    private TimeSpan _long;
    private string[] _whole = [];

    private static IEnumerable<int> Moments => Seeds.InARow(Kills);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await PostgresServer.StartAsync();
        _database = await _server.CreateDatabaseAsync();
        _fleet = await ServedFleet.StartAsync(_database);
        _coordinators = await Coordinators.EnterAsync(_fleet.Gateways);
        var watch = Stopwatch.StartNew();
        await ServedFleet.AskAsync(_fleet.Nodes[0], """{"id":"whole"}""");
        await _fleet.UntilOverAsync(_fleet.Nodes[1], "whole");
        _long = watch.Elapsed;
        _whole = await ServedFleet.VerdictAsync(_fleet.Nodes[2], "whole");
        Assert.That(_whole, Is.EqualTo(await _fleet.MergeAsync("whole", [])));
        Assert.That(_whole, Has.Length.GreaterThan(20));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_coordinators is not null) await _coordinators.DisposeAsync();
        _fleet?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    [TestCaseSource(nameof(Moments))]
    public async Task Run_UnderWhichANodeIsKilled_EndsWithWhatTheOthersSay(int seed)
    {
        var random = new Random(seed);
        var (asked, victim) = (_fleet.Nodes[random.Next(3)], _fleet.Nodes[random.Next(3)]);
        // More of them early: a run of a warm fleet is shorter than its first.
        var moment = Math.Pow(random.NextDouble(), 3) * _long;
        var run = $"r{seed}";
        await ServedFleet.AskAsync(asked, $$"""{"id":"{{run}}"}""");
        if (seed % 2 == 0 && await _coordinators.FindAsync(run) is { } silo) victim = _fleet.NodeOfSilo(silo);
        var living = _fleet.Nodes.First(node => node != victim);

        await Task.Delay(moment, TimeProvider.System);
        await victim.KillAsync();
        try
        {
            var over = await _fleet.UntilOverAsync(living, run);
            await TestContext.Out.WriteLineAsync(
                $"{asked.Name} asked, {victim.Name} was killed after {moment.TotalMilliseconds:F0} ms{(seed % 2 == 0 ? ", looking after it" : "")}: {over}");
            await CheckAsync(run, over, victim, living);
        }
        finally
        {
            victim.Start();
            await _fleet.UntilWholeAsync();
        }
    }

    [Test]
    public async Task Runs_UnderWhichNodesAreStartedAnewOneAfterTheOther_GoOn()
    {
        for (var at = 0; at < 3; at++)
        {
            var (node, run) = (_fleet.Nodes[at], $"rolling{at}");
            await ServedFleet.AskAsync(node, $$"""{"id":"{{run}}"}""");
            Assert.That(await node.EndAsync(), Is.Zero, _fleet.Describe());
            node.Start();

            var over = await _fleet.UntilOverAsync(_fleet.Nodes[(at + 1) % 3], run);
            await CheckAsync(run, over, node, _fleet.Nodes[(at + 1) % 3]);
            await _fleet.UntilWholeAsync();
        }

        await ServedFleet.AskAsync(_fleet.Nodes[0], """{"id":"rolled"}""");
        await _fleet.UntilOverAsync(_fleet.Nodes[1], "rolled");
        Assert.That(await ServedFleet.VerdictAsync(_fleet.Nodes[2], "rolled"), Is.EqualTo(_whole));
    }

    /// <summary>All but one have answered, and what all of them say is the verdict.</summary>
    private async Task CheckAsync(string run, JsonElement over, ServedNode victim, ServedNode living)
    {
        Assert.That(over.GetProperty("state").GetString(), Is.EqualTo("ended"), _fleet.Describe());
        var states = over.GetProperty("nodes").EnumerateArray()
            .ToDictionary(node => node.GetProperty("node").GetString()!, node => node.GetProperty("state").GetString());
        Assert.That(states.Where(node => node.Key != victim.Name).Select(node => node.Value), Is.All.EqualTo("answered"));
        var hadAnswered = states[victim.Name] == "answered";
        if (!hadAnswered) Assert.That(states[victim.Name], Is.EqualTo("unknown"));
        Assert.That(over.GetProperty("exit").GetInt32(), Is.EqualTo(hadAnswered ? 1 : 3));
        var expected = hadAnswered ? _whole : await _fleet.MergeAsync("whole", [victim.Name]);
        Assert.That(await ServedFleet.VerdictAsync(living, run), Is.EqualTo(expected));
        Assert.That(_fleet.BeginningsOf(run), Is.All.LessThanOrEqualTo(1));
    }
}
