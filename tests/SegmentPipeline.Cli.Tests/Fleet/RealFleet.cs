using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentPipeline.Fleet.Tests;

namespace SegmentPipeline.Cli.Tests.Fleet;

/// <summary>Three hosts, each a process and a node of a fleet without a database, each with a copy of one archive. Gone when
/// disposed.</summary>
internal sealed class RealFleet : IDisposable
{
    private const string Hour = "c/q/2026-03-28T22";
    private const int Segments = 20;

    private static readonly string[] Names = ["n1", "n2", "n3"];

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("pipeline-fleet-");
    private readonly List<ServedCommand> _nodes = [];

    private RealFleet()
    {
    }

    /// <summary>Where the copies lie, each below the name of its node.</summary>
    internal string Home => _home.FullName;

    /// <summary>Where the nodes answer.</summary>
    internal IReadOnlyList<string> Addresses => [.. _nodes.Select(node => node.Address)];

    /// <summary>Starts it, and waits until all three know each other.</summary>
    internal static async Task<RealFleet> StartAsync()
    {
        var fleet = new RealFleet();
        var primary = FreePorts.Take();
        foreach (var name in Names)
        {
            fleet.LayOut(name);
            File.WriteAllText(Path.Combine(fleet.Home, name, "pipeline.json"), Configuration(name, name == Names[0] ? primary : FreePorts.Take(), primary));
            fleet._nodes.Add(await ServedCommand.StartManagedAsync(Path.Combine(fleet.Home, name)));
        }

        await fleet.UntilAsync(state => state.EnumerateArray().All(
            node => node.GetProperty("state").GetString() == "living" && node.TryGetProperty("http", out _)));
        return fleet;
    }

    /// <summary>Kills the last node, and waits until another one knows.</summary>
    internal async Task KillLastAsync()
    {
        _nodes[^1].Dispose();
        _nodes.RemoveAt(_nodes.Count - 1);
        await UntilAsync(state => state.EnumerateArray().Any(node => node.GetProperty("state").GetString() == "dead"));
    }

    public void Dispose()
    {
        foreach (var node in _nodes) node.Dispose();
        _home.Delete(recursive: true);
    }

    /// <summary>All lack the fifth segment; the first alone has the tenth; the second lacks one more.</summary>
    private void LayOut(string node)
    {
        var hour = Directory.CreateDirectory(Path.Combine(Home, node, "archive", Hour)).FullName;
        for (var at = 0; at < Segments; at++)
        {
            if (at == 4 || (at == 9 && node != "n1") || (at == 12 && node == "n2")) continue;
            var content = Encoding.UTF8.GetBytes($"segment {at}");
            var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            File.WriteAllBytes(Path.Combine(hour, $"{at * 10 / 60:D2}:{at * 10 % 60:D2}-10.0-full-{hash}.ts"), content);
        }
    }

    private static string Configuration(string node, int silo, int primary) => $$"""
        {"serve":{"archives":[{"name":"main","root":"archive","ledger":"main.db","publish":true}]},
        "fleet":{"node":"{{node}}","cluster":"demo","local":true,"primary":"127.0.0.1:{{primary}}","siloPort":{{silo}},"gatewayPort":{{FreePorts.Take()}},
        "directory":"fleet","nodes":["n1","n2","n3"] } }
        """;

    /// <summary>Asks the second node for the nodes until they are as they should be.</summary>
    private async Task UntilAsync(Func<JsonElement, bool> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await _nodes[1].Client.GetAsync("/api/fleet");
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode && isSo(JsonDocument.Parse(text).RootElement.GetProperty("nodes"))) return;
            if (patience.Elapsed > TimeSpan.FromMinutes(2)) throw new TimeoutException($"it stays {text}");
        }
    }
}
