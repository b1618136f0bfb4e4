using System.Text.Json;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Fleet;

/// <summary>Writes what is known of the fleet and its runs.</summary>
internal static class FleetJson
{
    /// <summary>The fleet: its nodes, by name, and its newest runs.</summary>
    internal static void WriteFleet(
        Utf8JsonWriter json,
        FleetOptions options,
        IReadOnlyList<NodeCard> known,
        IReadOnlyList<string> missing,
        IReadOnlySet<string> living,
        IReadOnlyList<FleetRunStatus> runs)
    {
        json.WriteStartObject();
        json.WriteString("node"u8, options.Node);
        json.WriteString("cluster"u8, options.Cluster);
        json.WriteStartArray("nodes"u8);
        foreach (var name in known.Select(node => node.Node).Concat(missing).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("node"u8, name);
            json.WriteString("state"u8, living.Contains(name) ? "living"u8 : "dead"u8);
            if (known.FirstOrDefault(node => node.Node == name) is { } card) WriteCard(json, card);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("runs"u8);
        foreach (var run in runs) WriteRun(json, run, withNodes: false);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A run.</summary>
    internal static void WriteRun(Utf8JsonWriter json, FleetRunStatus run, bool withNodes)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, run.Id);
        json.WriteString("kind"u8, WordOf(run.Request.Kind));
        json.WriteString("state"u8, WordOf(run.State));
        json.WriteString("started"u8, Timestamp.FromDateTimeOffset(run.Started).ToString());
        WriteText(json, "ended"u8, run.Ended is { } ended ? Timestamp.FromDateTimeOffset(ended).ToString() : null);
        WriteText(json, "failure"u8, run.Failure);
        if (run.Exit is { } exit) json.WriteNumber("exit"u8, exit);
        else json.WriteNull("exit"u8);
        if (withNodes)
        {
            json.WriteStartArray("nodes"u8);
            foreach (var node in run.Nodes) WriteNode(json, node);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, NodeCard card)
    {
        json.WriteString("http"u8, card.Http);
        WriteNames(json, "archives"u8, card.Archives);
        WriteNames(json, "shared"u8, card.Shared);
        json.WriteString("version"u8, card.Version);
    }

    private static void WriteNode(Utf8JsonWriter json, RunNode node)
    {
        json.WriteStartObject();
        json.WriteString("node"u8, node.Node);
        json.WriteString("state"u8, StateOf(node));
        WriteText(json, "archive"u8, node.Part.Archive);
        json.WriteNumber("hours"u8, node.Part.Hours);
        json.WriteNumber("entries"u8, node.Part.Entries);
        WriteText(json, "asOf"u8, node.AsOf?.ToString());
        WriteText(json, "cause"u8, node.Part.Cause);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> StateOf(RunNode node) => node switch
    {
        { Part.Phase: PartPhase.Unknown } => "unknown"u8,
        { Part.Phase: PartPhase.Asked } => "asked"u8,
        { Part.Phase: PartPhase.Running } => "running"u8,
        { IsKept: false } => "running"u8,
        { IsComplete: true } => "answered"u8,
        _ => "incomplete"u8,
    };

    private static ReadOnlySpan<byte> WordOf(FleetRunKind kind) => kind switch
    {
        FleetRunKind.Copies => "copies"u8,
        FleetRunKind.Shared => "shared"u8,
        FleetRunKind.Verify => "verify"u8,
        _ => throw new InvalidOperationException($"unknown kind {kind}"),
    };

    private static ReadOnlySpan<byte> WordOf(FleetRunState state) => state switch
    {
        FleetRunState.Running => "running"u8,
        FleetRunState.Ended => "ended"u8,
        FleetRunState.Stopped => "stopped"u8,
        FleetRunState.Failed => "failed"u8,
        _ => throw new InvalidOperationException($"unknown state {state}"),
    };

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> property, string? text)
    {
        if (text is null) json.WriteNull(property);
        else json.WriteString(property, text);
    }

    private static void WriteNames(Utf8JsonWriter json, ReadOnlySpan<byte> property, IReadOnlyList<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
