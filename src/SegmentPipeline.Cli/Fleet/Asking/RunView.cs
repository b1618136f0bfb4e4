using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>How a run of the fleet goes.</summary>
internal sealed record RunView
{
    internal const string Running = "running";
    internal const string Ended = "ended";
    internal const string Stopped = "stopped";
    internal const string Copies = "copies";
    internal const string Shared = "shared";
    internal const string Verify = "verify";

    internal required string Id { get; init; }

    internal required string Kind { get; init; }

    internal required string State { get; init; }

    internal required Timestamp Started { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    internal Timestamp? EndedAt { get; init; }

    /// <summary>Why it has come to no verdict, or null.</summary>
    internal string? Failure { get; init; }

    /// <summary>Its exit code; null if it has none.</summary>
    internal int? Exit { get; init; }

    /// <summary>Its nodes, by name; none in a list of runs.</summary>
    internal required IReadOnlyList<RunNodeView> Nodes { get; init; }

    internal bool IsRunning => State == Running;

    internal static RunView From(JsonElement json) => new()
    {
        Id = FleetRunId.Check(ViewJson.Text(json, "id")),
        Kind = ViewJson.Text(json, "kind"),
        State = ViewJson.Text(json, "state"),
        Started = Timestamp.Parse(ViewJson.Text(json, "started")),
        EndedAt = ViewJson.Time(json, "ended"),
        Failure = ViewJson.Optional(json, "failure"),
        Exit = json.TryGetProperty("exit", out var exit) && exit.ValueKind == JsonValueKind.Number ? exit.GetInt32() : null,
        Nodes = json.TryGetProperty("nodes", out var nodes) ? [.. nodes.EnumerateArray().Select(RunNodeView.From)] : [],
    };
}

/// <summary>How a node's part of a run goes.</summary>
internal sealed record RunNodeView
{
    private static readonly string[] Settled = ["answered", "incomplete", "unknown"];

    internal required string Node { get; init; }

    internal required string State { get; init; }

    internal required long Hours { get; init; }

    internal required long Entries { get; init; }

    /// <summary>Why it says nothing, or not all.</summary>
    internal string? Cause { get; init; }

    /// <summary>Whether nothing more is expected of it.</summary>
    internal bool IsSettled => Settled.Contains(State);

    internal static RunNodeView From(JsonElement json) => new()
    {
        Node = ViewJson.Text(json, "node"),
        State = ViewJson.Text(json, "state"),
        Hours = ViewJson.Count(json, "hours"),
        Entries = ViewJson.Count(json, "entries"),
        Cause = ViewJson.Optional(json, "cause"),
    };
}
