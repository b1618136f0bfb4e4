using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>Three nodes on this machine, each with its own copy, and without a database. Nothing is left of them in the end.</summary>
internal sealed class DemoFleet : IDisposable
{
    private const int PortsOfANode = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Names = ["n1", "n2", "n3"];

    private readonly string _home = Directory.CreateTempSubdirectory("pipeline-fleet-").FullName;
    private readonly List<DemoNode> _nodes = [];

    private DemoFleet()
    {
    }

    /// <summary>The nodes.</summary>
    internal IReadOnlyList<DemoNode> Nodes => _nodes;

    /// <summary>Starts it, and waits until all nodes know each other.</summary>
    /// <exception cref="FleetClientException">It does not come to that.</exception>
    internal static async Task<DemoFleet> StartAsync(Surroundings surroundings, CancellationToken cancellationToken)
    {
        var fleet = new DemoFleet();
        try
        {
            var ports = DemoPorts.Find(Names.Length * PortsOfANode).Chunk(PortsOfANode).ToList();
            for (var at = 0; at < Names.Length; at++)
            {
                var directory = Directory.CreateDirectory(Path.Combine(fleet._home, Names[at])).FullName;
                await DemoCopies.WriteAsync(Path.Combine(directory, "archive"), at, cancellationToken).ConfigureAwait(false);
                WriteConfiguration(directory, Names[at], ports[at], primary: ports[0][1]);
            }

            for (var at = 0; at < Names.Length; at++)
                fleet._nodes.Add(DemoNode.Start(Names[at], Path.Combine(fleet._home, Names[at]), UrlOf(ports[at])));
            await fleet.UntilTheyKnowEachOtherAsync(surroundings, cancellationToken).ConfigureAwait(false);
            return fleet;
        }
        catch
        {
            fleet.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private static string UrlOf(int[] ports) => $"http://127.0.0.1:{ports[0]}";

    private static void WriteConfiguration(string directory, string name, int[] ports, int primary)
    {
        using var file = File.Create(Path.Combine(directory, "node.json"));
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteStartObject("serve"u8);
        json.WriteString("urls"u8, UrlOf(ports));
        json.WriteStartArray("archives"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, "demo");
        json.WriteString("root"u8, Path.Combine(directory, "archive"));
        json.WriteString("ledger"u8, Path.Combine(directory, "ledger.db"));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("fleet"u8);
        json.WriteString("node"u8, name);
        json.WriteString("cluster"u8, "demo");
        json.WriteBoolean("local"u8, true);
        json.WriteString("primary"u8, $"127.0.0.1:{primary}");
        json.WriteNumber("siloPort"u8, ports[1]);
        json.WriteNumber("gatewayPort"u8, ports[2]);
        json.WriteString("directory"u8, Path.Combine(directory, "answers"));
        json.WriteStartArray("nodes"u8);
        foreach (var node in Names) json.WriteStringValue(node);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Asks each node, for each has its own view of the fleet.</summary>
    private async Task UntilTheyKnowEachOtherAsync(Surroundings surroundings, CancellationToken cancellationToken)
    {
        var clock = surroundings.TimeProvider;
        var since = clock.GetTimestamp();
        foreach (var node in _nodes)
        {
            var fleet = new FleetRuns(FleetClient.Create([ViaAddress.Parse(node.Url)], clock), surroundings);
            while (!await AllLiveAsync(fleet, cancellationToken).ConfigureAwait(false))
            {
                node.Check();
                if (clock.GetElapsedTime(since) > Patience) throw new FleetClientException("the nodes do not find each other");
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> AllLiveAsync(FleetRuns fleet, CancellationToken cancellationToken)
    {
        try
        {
            var view = await fleet.ShowAsync(cancellationToken).ConfigureAwait(false);
            return view.Nodes.Count == Names.Length && view.Nodes.All(node => node is { IsLiving: true, Http: not null });
        }
        catch (FleetClientException)
        {
            return false;
        }
    }
}
