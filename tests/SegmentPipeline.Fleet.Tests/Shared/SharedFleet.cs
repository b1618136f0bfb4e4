using System.Net;
using System.Text;
using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Some nodes that mount one archive of many small streams, with a database. Gone when disposed.</summary>
internal sealed class SharedFleet : IAsyncDisposable
{
    private const int Channels = 12;
    private const int SegmentsOfAnHour = 12;

    private static readonly string[] Hours = ["2026-03-28T22", "2026-03-28T23", "2026-03-29T00", "2026-03-30T05"];

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("segment-shared-");
    private readonly ArchiveBuilder _archive = Archive();
    private readonly string _database;

    private SharedFleet(string database, int count) =>
        (_database, Names) = (database, [.. Enumerable.Range(1, count).Select(at => $"n{at}")]);

    internal List<RunningNode> Nodes { get; } = [];

    private List<string> Names { get; }

    /// <summary>Starts it, and waits until all know each other.</summary>
    internal static async Task<SharedFleet> StartAsync(string database, int count)
    {
        var fleet = new SharedFleet(database, count);
        foreach (var name in fleet.Names) fleet.Nodes.Add(await fleet.StartAsync(name));
        await fleet.UntilWholeAsync();
        return fleet;
    }

    /// <summary>Kills a node.</summary>
    internal Task KillAsync(int at) => Nodes[at].KillAsync();

    /// <summary>Starts a node that was killed, and waits until all know of it.</summary>
    internal async Task StartAgainAsync(int at)
    {
        Nodes[at] = await StartAsync(Names[at]);
        await UntilWholeAsync();
    }

    /// <summary>Asks a node for a run.</summary>
    internal async Task BeginAsync(int at, string run)
    {
        using var content = new StringContent($$"""{"id":"{{run}}","kind":"shared","archive":"main"}""", Encoding.UTF8, "application/json");
        using var begun = await Nodes[at].Client.PostAsync("/api/fleet/runs", content);
        Assert.That(begun.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await begun.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until a run is over, as far as a node knows.</summary>
    internal async Task<JsonElement> UntilOverAsync(int at, string run)
    {
        JsonElement seen = default;
        await Patience.UntilAsync(async () =>
        {
            using var answer = await Nodes[at].Client.GetAsync($"/api/fleet/runs/{run}");
            if (answer.StatusCode != HttpStatusCode.OK) return false;
            seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            return seen.GetProperty("state").GetString() != "running";
        }, () => $"{seen}");
        return seen;
    }

    /// <summary>The report of a run.</summary>
    internal Task<byte[]> ReadAsync(int at, string run) => Nodes[at].Client.GetByteArrayAsync($"/api/fleet/runs/{run}/records");

    /// <summary>The report that one machine would write.</summary>
    internal async Task<byte[]> AuditAsync(JsonElement run)
    {
        await using var archive = SegmentArchive.Open(_archive.Root);
        var context = new AuditContext { TimeProvider = new ReportClock(DateTimeOffset.Parse(run.GetProperty("started").GetString()!)) };
        using var report = new MemoryStream();
        var writer = new NdjsonRecordWriter(report);
        await foreach (var record in archive.AuditAsync(new AuditRequest(), context)) await writer.WriteAsync(record);
        await writer.CompleteAsync();
        return report.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) await node.DisposeAsync();
        _archive.Dispose();
        _home.Delete(recursive: true);
    }

    private async Task<RunningNode> StartAsync(string name)
    {
        var (node, _) = await RunningNode.StartAsync(
            name, _home.FullName, _archive.Root, isShared: true, database: _database, setUp: options => options.Fleet!.Nodes = [.. Names]);
        return node;
    }

    private async Task UntilWholeAsync()
    {
        foreach (var node in Nodes)
        {
            var seen = "";
            await Patience.UntilAsync(async () =>
            {
                using var answer = await node.Client.GetAsync("/api/fleet");
                seen = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.OK) return false;
                var nodes = JsonDocument.Parse(seen).RootElement.GetProperty("nodes").EnumerateArray().ToList();
                return nodes.Count == Names.Count
                    && nodes.TrueForAll(known => known.GetProperty("state").GetString() == "living" && known.TryGetProperty("http", out _));
            }, () => seen);
        }
    }

    /// <summary>Each channel lacks some segments of its own.</summary>
    private static ArchiveBuilder Archive()
    {
        var archive = new ArchiveBuilder();
        var random = new Random(1);
        for (var channel = 0; channel < Channels; channel++)
        {
            foreach (var hour in Hours)
            {
                for (var at = 0; at < SegmentsOfAnHour; at++)
                    if (random.Next(8) > 0) archive.File($"c{channel:D2}", "q", hour, SegmentNames.Full($"{at * 5:D2}:00", "300.0"));
            }
        }

        return archive;
    }
}
