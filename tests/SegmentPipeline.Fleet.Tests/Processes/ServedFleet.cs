using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using SegmentPipeline.Replicas;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Three nodes as processes, with a database: each has a copy of one archive, which lacks something else in each, and all
/// share the first copy as <c>both</c>. Gone when disposed.</summary>
internal sealed class ServedFleet : IDisposable
{
    private const int Hours = 24;
    private const int SegmentsOfAnHour = 720;

    private static readonly string[] Names = ["n1", "n2", "n3"];

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("segment-served-");
    private readonly List<ArchiveBuilder> _archives = [];
    private readonly Dictionary<string, int> _silos = [];
    private readonly List<int> _gateways = [];

    private ServedFleet()
    {
    }

    internal List<ServedNode> Nodes { get; } = [];

    /// <summary>The ports of their gateways.</summary>
    internal IReadOnlyList<int> Gateways => _gateways;

    /// <summary>Starts it, and waits until all three know each other.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="placeOf">Where the process of a node runs.</param>
    internal static async Task<ServedFleet> StartAsync(string database, Func<int, NodePlace>? placeOf = null)
    {
        var fleet = new ServedFleet();
        try
        {
            for (var at = 0; at < Names.Length; at++)
            {
                fleet._archives.Add(Copy(at));
                fleet.Add(at, database, placeOf?.Invoke(at) ?? new NodePlace());
            }

            foreach (var node in fleet.Nodes) node.Start();
            await fleet.UntilWholeAsync();
            return fleet;
        }
        catch
        {
            fleet.Dispose();
            throw;
        }
    }

    /// <summary>Waits until every node knows of three that live.</summary>
    internal async Task UntilWholeAsync()
    {
        foreach (var node in Nodes) await UntilLivingAsync(node, Names);
    }

    /// <summary>Waits until these live, as far as a node knows.</summary>
    internal Task UntilLivingAsync(ServedNode node, IReadOnlyList<string> living) =>
        Patience.UntilAsync(async () => (await LivingAsync(node)).SequenceEqual(living), () => $"{node.Name}: {Describe()}");

    /// <summary>Asks a node for a run.</summary>
    internal static async Task AskAsync(ServedNode node, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var begun = await node.Client.PostAsync("/api/fleet/runs", content);
        var said = string.Join('\n', [await begun.Content.ReadAsStringAsync(), .. node.Said.TakeLast(40)]);
        Assert.That((int)begun.StatusCode, Is.EqualTo(202), said);
    }

    /// <summary>Waits until a run has ended.</summary>
    internal async Task<JsonElement> UntilOverAsync(ServedNode node, string run)
    {
        JsonElement seen = default;
        await Patience.UntilAsync(async () =>
        {
            using var answer = await AnswerAsync(node, $"/api/fleet/runs/{run}");
            if (answer is not { StatusCode: HttpStatusCode.OK }) return false;
            seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            return seen.GetProperty("state").GetString() != "running";
        }, () => $"{seen}\n{Describe()}");
        return seen;
    }

    /// <summary>The records of a run but for what they say of the nodes, a line each.</summary>
    internal static async Task<string[]> VerdictAsync(ServedNode node, string run) =>
        [.. (await RecordsAsync(node, run)).Where(line => !line.StartsWith("{\"type\":\"node\"", StringComparison.Ordinal))];

    /// <summary>The records of a run, a line each.</summary>
    internal static async Task<string[]> RecordsAsync(ServedNode node, string run) =>
        (await node.Client.GetStringAsync($"/api/fleet/runs/{run}/records")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How often each node has begun its part of a run, in all of its processes.</summary>
    internal IEnumerable<int> BeginningsOf(string run) =>
        Nodes.Select(node => node.Said.Count(line => line.Contains($"run {run}: this node begins its part", StringComparison.Ordinal)));

    /// <summary>The verdict of the answers that the nodes gave to a run, without those of some nodes.</summary>
    internal async Task<string[]> MergeAsync(string run, IReadOnlyList<string> silent)
    {
        var answers = new List<NodeAnswer>();
        foreach (var name in Names)
        {
            await using var file = File.OpenRead(Path.Combine(_home.FullName, $"fleet-{name}", $"{run}.ndjson"));
            answers.Add(silent.Contains(name)
                ? NodeAnswer.Silent(name, "main", "killed")
                : await NodeAnswer.ReadAsync(new NodeAnswerSource { Node = name, Archive = "main", Run = run }, file));
        }

        using var merged = new MemoryStream();
        var writer = FleetRecordWriter.CreateNdjson(merged);
        var records = FleetMerge.Merge(answers, new MergeRequest());
        foreach (var record in records.Where(record => record is not NodeRecord)) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(merged.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The node whose silo has this port.</summary>
    internal ServedNode NodeOfSilo(int port) => Nodes.Single(node => _silos[node.Name] == port);

    /// <summary>What a test that has failed shows of it.</summary>
    internal string Describe() =>
        string.Join('\n', Nodes.SelectMany(node => node.Said.TakeLast(8).Select(line => $"{node.Name}: {line}")));

    public void Dispose()
    {
        foreach (var node in Nodes) node.Dispose();
        foreach (var archive in _archives) archive.Dispose();
        _home.Delete(recursive: true);
    }

    private static async Task<IEnumerable<string>> LivingAsync(ServedNode node)
    {
        using var answer = await AnswerAsync(node, "/api/fleet");
        if (answer is not { StatusCode: HttpStatusCode.OK }) return [];
        var fleet = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return fleet.GetProperty("nodes").EnumerateArray()
            .Where(known => known.GetProperty("state").GetString() == "living" && known.TryGetProperty("http", out _))
            .Select(known => known.GetProperty("node").GetString()!).ToList();
    }

    private static async Task<HttpResponseMessage?> AnswerAsync(ServedNode node, string address)
    {
        try
        {
            return await node.Client.GetAsync(address);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private void Add(int at, string database, NodePlace place)
    {
        var name = Names[at];
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{place.Address}:{FreePorts.Take()}"));
        _silos[name] = FreePorts.Take();
        _gateways.Add(FreePorts.Take());
        var configuration = Path.Combine(_home.FullName, $"{name}.json");
        var fleet = new Dictionary<string, object>
        {
            ["node"] = name,
            ["database"] = place.Database ?? database,
            ["address"] = place.Address,
            ["siloPort"] = _silos[name],
            ["gatewayPort"] = _gateways[at],
            ["directory"] = Path.Combine(_home.FullName, $"fleet-{name}"),
            ["nodes"] = Names,
        };
        if (place.Certificates is { } certificates)
        {
            fleet["certificate"] = certificates.Certificate!;
            fleet["key"] = certificates.Key!;
            fleet["authority"] = certificates.Authority!;
        }

        var archives = new[]
        {
            ArchiveOf("main", _archives[at].Root, name, isShared: false),
            ArchiveOf("both", _archives[0].Root, name, isShared: true),
        };
        var serve = new { urls = url.ToString().TrimEnd('/'), archives };
        File.WriteAllText(configuration, JsonSerializer.Serialize(new { serve, fleet }));
        Nodes.Add(new ServedNode(name, configuration, url, place));
    }

    private object ArchiveOf(string archive, string root, string node, bool isShared) =>
        new { name = archive, root, ledger = Path.Combine(_home.FullName, $"{node}-{archive}.db"), shared = isShared };

    /// <summary>Segments of five seconds: each copy lacks some of its own, and all lack the same few.</summary>
    private static ArchiveBuilder Copy(int copy)
    {
        var archive = new ArchiveBuilder();
        var random = new Random(copy);
        for (var hour = 0; hour < Hours; hour++)
        {
            for (var at = 0; at < SegmentsOfAnHour; at++)
            {
                var isInside = (hour, at) is not (0, 0) and not (Hours - 1, SegmentsOfAnHour - 1);
                if (isInside && (at % 240 == 120 || random.Next(50) == 0)) continue;
                archive.File("c", "q", $"2026-03-28T{hour:D2}", SegmentNames.Full($"{at * 5 / 60:D2}:{at * 5 % 60:D2}", "5.0"));
            }
        }

        return archive;
    }
}
