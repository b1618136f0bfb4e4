using System.Text.Json;
using Npgsql;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Processes of a fleet on addresses of their own, behind doors of TLS, whose clocks differ and whose network breaks.</summary>
[Category("Process")]
[Platform("Linux")]
[Parallelizable(ParallelScope.Self)]
internal sealed class DividedFleetTests
{
    private const string Late = "n3";

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);
    private static readonly string[] Others = ["n1", "n2"];

    private PostgresServer _server = null!;
    private NetworkRooms _rooms = null!;
    private TestCertificates _certificates = null!;
    private PortRelay _relay = null!;
    private ServedFleet _fleet = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        RequiredTool.Faketime.Require();
        _rooms = NetworkRooms.Make();
        _server = await PostgresServer.StartAsync();
        var database = new NpgsqlConnectionStringBuilder(await _server.CreateDatabaseAsync());
        _relay = new PortRelay(_rooms.Outside, database.Port);
        (database.Host, database.Port) = (_rooms.Outside, _relay.Port);
        _certificates = new TestCertificates();
        _fleet = await ServedFleet.StartAsync(database.ConnectionString, at => new NodePlace
        {
            Address = _rooms.AddressOf(at),
            Before = _rooms.Enter(at),
            Certificates = _certificates.OptionsOf($"n{at + 1}"),
            Environment = at == 2 ? Clock() : new Dictionary<string, string>(),
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _fleet?.Dispose();
        if (_relay is not null) await _relay.DisposeAsync();
        _certificates?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _rooms?.Dispose();
    }

    [Test]
    public async Task Clocks_ThatDiffer_ChangeNoVerdict_AndEachNodeSaysItsOwnTime()
    {
        var begun = TimeProvider.System.GetUtcNow();
        var run = await RunAsync("clocks");
        var ended = TimeProvider.System.GetUtcNow();

        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(1), run.ToString());
        Assert.That(await ServedFleet.VerdictAsync(_fleet.Nodes[0], "clocks"), Is.EqualTo(await _fleet.MergeAsync("clocks", [])));
        var nodes = (await ServedFleet.RecordsAsync(_fleet.Nodes[0], "clocks")).Take(3).Select(line => JsonDocument.Parse(line).RootElement);
        foreach (var node in nodes)
        {
            var ahead = node.GetProperty("node").GetString() == Late ? Ahead : TimeSpan.Zero;
            Assert.That(node.GetProperty("asOf").GetDateTimeOffset(), Is.InRange(begun + ahead, ended + ahead), node.ToString());
        }
    }

    [Test]
    public async Task Node_ThatIsCutOff_IsUnknown_AndBelongsAgainWhenTheNetworkIsMended()
    {
        await RunAsync("before");
        _rooms.Cut(2);
        JsonElement run;
        try
        {
            run = await RunAsync("cut");
        }
        finally
        {
            _rooms.Heal(2);
        }

        Assert.That(run.GetProperty("exit").GetInt32(), Is.EqualTo(3), run.ToString());
        var states = run.GetProperty("nodes").EnumerateArray().ToLookup(
            node => node.GetProperty("state").GetString(), node => node.GetProperty("node").GetString());
        Assert.That(states["answered"], Is.EqualTo(Others));
        Assert.That(states["unknown"].Single(), Is.EqualTo(Late));
        Assert.That(await ServedFleet.VerdictAsync(_fleet.Nodes[1], "cut"), Is.EqualTo(await _fleet.MergeAsync("before", [Late])));
        await _fleet.UntilWholeAsync();
        Assert.That((await RunAsync("after")).GetProperty("exit").GetInt32(), Is.EqualTo(1));
        Assert.That(await ServedFleet.VerdictAsync(_fleet.Nodes[2], "after"), Is.EqualTo(await _fleet.MergeAsync("after", [])));
        Assert.That(_fleet.BeginningsOf("cut"), Is.All.LessThanOrEqualTo(1));
    }

    private async Task<JsonElement> RunAsync(string run)
    {
        await ServedFleet.AskAsync(_fleet.Nodes[0], $$"""{"id":"{{run}}"}""");
        return await _fleet.UntilOverAsync(_fleet.Nodes[1], run);
    }

    /// <summary>What sets the clock of a process forward.</summary>
    private static Dictionary<string, string> Clock() => new()
    {
        ["LD_PRELOAD"] = Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", SearchOption.AllDirectories).First(),
        ["FAKETIME"] = $"+{Ahead.TotalSeconds:F0}s",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };
}
