using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>What a node says of its fleet.</summary>
internal sealed record FleetView
{
    /// <summary>The node that says it.</summary>
    internal required string Node { get; init; }

    /// <summary>What the fleet is called.</summary>
    internal required string Cluster { get; init; }

    /// <summary>The nodes, by name.</summary>
    internal required IReadOnlyList<NodeView> Nodes { get; init; }

    /// <summary>The newest runs, the newest first; of none is told how its nodes are.</summary>
    internal required IReadOnlyList<RunView> Runs { get; init; }

    /// <summary>All that it says, as one line of JSON.</summary>
    internal required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is something else; <see cref="InvalidOperationException"/> and
    /// <see cref="KeyNotFoundException"/> say so, too.</exception>
    internal static FleetView From(JsonElement json) => new()
    {
        Node = ViewJson.Text(json, "node"),
        Cluster = ViewJson.Text(json, "cluster"),
        Nodes = [.. json.GetProperty("nodes").EnumerateArray().Select(NodeView.From)],
        Runs = [.. json.GetProperty("runs").EnumerateArray().Select(RunView.From)],
        Json = ViewJson.ToLine(json),
    };
}

/// <summary>A node of the fleet.</summary>
internal sealed record NodeView
{
    internal required string Node { get; init; }

    internal required bool IsLiving { get; init; }

    /// <summary>Where it answers over HTTP; null if it has never been there.</summary>
    internal string? Http { get; init; }

    /// <summary>Names of its archives.</summary>
    internal required IReadOnlyList<string> Archives { get; init; }

    /// <summary>Names of those that several nodes mount.</summary>
    internal required IReadOnlyList<string> Shared { get; init; }

    internal string? Version { get; init; }

    internal static NodeView From(JsonElement json) => new()
    {
        Node = ViewJson.Text(json, "node"),
        IsLiving = ViewJson.Text(json, "state") == "living",
        Http = ViewJson.Optional(json, "http"),
        Archives = ViewJson.Texts(json, "archives"),
        Shared = ViewJson.Texts(json, "shared"),
        Version = ViewJson.Optional(json, "version"),
    };
}
