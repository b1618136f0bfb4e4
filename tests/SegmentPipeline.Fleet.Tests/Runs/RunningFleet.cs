using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Three nodes, each with a copy of one archive in which something else is missing, or all with the same archive. Gone when
/// disposed.</summary>
internal sealed class RunningFleet : IAsyncDisposable
{
    private const string Hour = "2026-03-28T22";
    private const int SegmentsOfACopy = 20;
    private const int SecondsOfASegment = 10;

    private readonly DirectoryInfo _home = System.IO.Directory.CreateTempSubdirectory("segment-fleet-");
    private readonly List<ArchiveBuilder> _archives = [];

    private RunningFleet()
    {
    }

    internal List<RunningNode> Nodes { get; } = [];

    private string LastSeen { get; set; } = "";

    /// <summary>Where nodes keep what is their own.</summary>
    internal string Home => _home.FullName;

    internal IReadOnlyList<string> Roots => [.. _archives.Select(archive => archive.Root)];

    /// <summary>Starts it, and waits until all three know each other.</summary>
    /// <param name="isShared">Whether all mount one archive.</param>
    /// <param name="database">Its database; null: it has none.</param>
    /// <param name="setUp">Changes the options of its nodes.</param>
    /// <param name="clock">The clock of all; null: the system's.</param>
    internal static async Task<RunningFleet> StartAsync(
        bool isShared = false, string? database = null, Action<ServeOptions>? setUp = null, TimeProvider? clock = null)
    {
        int? primary = null;
        var fleet = new RunningFleet();
        for (var at = 0; at < 3; at++)
        {
            if (!isShared || at == 0) fleet._archives.Add(Copy(at));
            var (node, silo) = await RunningNode.StartAsync(
                $"n{at + 1}", fleet._home.FullName, fleet._archives[^1].Root, primary, isShared, database, setUp, clock);
            primary ??= silo;
            fleet.Nodes.Add(node);
        }

        await fleet.UntilWholeAsync(2);
        return fleet;
    }

    /// <summary>Takes a node's silo away, as when the others have taken it for dead, and waits until it has joined anew.</summary>
    internal async Task LoseAsync(int at)
    {
        var silo = Nodes[at].Application.Services.GetRequiredService<FleetSilo>();
        var lost = silo.Current!;
        lost.Services.GetRequiredService<IFatalErrorHandler>().OnFatalException(context: "taken for dead");
        await Patience.UntilAsync(() => Task.FromResult(silo.Current is { } now && now != lost), Describe);
        for (var node = 0; node < 3; node++) await UntilWholeAsync(node);
    }

    /// <summary>Waits until a node knows of three that live.</summary>
    private Task UntilWholeAsync(int at) => Patience.UntilAsync(async () =>
    {
        using var answer = await Nodes[at].Client.GetAsync("/api/fleet");
        LastSeen = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK) return false;
        var nodes = JsonDocument.Parse(LastSeen).RootElement.GetProperty("nodes").EnumerateArray().ToList();
        return nodes.Count == 3 && nodes.TrueForAll(node => node.GetProperty("state").GetString() == "living" && node.TryGetProperty("http", out _));
    }, Describe);

    /// <summary>What a test that has failed shows of it.</summary>
    private string Describe() =>
        string.Join('\n', [LastSeen, .. Nodes.SelectMany(node => node.Log.GetSnapshot().Select(record => record.Message).TakeLast(5))]);

    /// <summary>Asks a node for a run.</summary>
    internal async Task<HttpResponseMessage> AskAsync(int node, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Nodes[node].Client.PostAsync("/api/fleet/runs", content);
    }

    /// <summary>Asks a node for a run, and another one after it until it has ended.</summary>
    internal async Task<JsonElement> RunAsync(string id, string more = "", int asked = 0, int watching = 1)
    {
        using var begun = await AskAsync(asked, $$"""{"id":"{{id}}"{{more}}}""");
        Assert.That((int)begun.StatusCode, Is.EqualTo(202), await begun.Content.ReadAsStringAsync());
        return await UntilOverAsync(id, watching);
    }

    /// <summary>How a run stands.</summary>
    internal async Task<JsonElement> LookAsync(string id, int watching = 1) =>
        JsonDocument.Parse(await Nodes[watching].Client.GetStringAsync($"/api/fleet/runs/{id}")).RootElement;

    /// <summary>Waits until a run has ended.</summary>
    internal async Task<JsonElement> UntilOverAsync(string id, int watching = 1)
    {
        JsonElement run = default;
        await Patience.UntilAsync(async () =>
        {
            run = await LookAsync(id, watching);
            return run.GetProperty("state").GetString() != "running";
        }, () => $"{run}\n{Describe()}");
        return run;
    }

    /// <summary>The records of a run, a line each.</summary>
    internal async Task<string[]> RecordsAsync(string id, string query = "", int asked = 1) =>
        (await Nodes[asked].Client.GetStringAsync($"/api/fleet/runs/{id}/records{query}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Ends a node.</summary>
    internal async Task EndAsync(int node)
    {
        await Nodes[node].DisposeAsync();
        Nodes.RemoveAt(node);
    }

    public async ValueTask DisposeAsync()
    {
        for (var at = Nodes.Count - 1; at >= 0; at--) await Nodes[at].DisposeAsync();
        foreach (var archive in _archives) archive.Dispose();
        _home.Delete(recursive: true);
    }

    /// <summary>Twenty segments, of which the copy lacks the fifth, which all lack, and one that only it lacks; the first copy alone has
    /// the tenth.</summary>
    private static ArchiveBuilder Copy(int copy)
    {
        var archive = new ArchiveBuilder();
        for (var at = 0; at < SegmentsOfACopy; at++)
        {
            if (at == 4 || at == 12 + copy || (at == 9 && copy > 0)) continue;
            var start = at * SecondsOfASegment;
            archive.File("c", "q", Hour, SegmentNames.Full($"{start / 60:D2}:{start % 60:D2}", "10.0"));
        }

        return archive;
    }
}
