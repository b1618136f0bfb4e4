using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>What is sent to begin a run.</summary>
internal static class FleetRunBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ReadOnlyMemory<byte> Write(string id, string kind, FleetRunOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("kind"u8, kind);
        if (options.Archive is { } archive) json.WriteString("archive"u8, archive);
        WriteNames(json, "channels"u8, options.Channels);
        WriteNames(json, "qualities"u8, options.Qualities);
        if (options.Start is { } start) json.WriteString("start"u8, start.ToString());
        if (options.End is { } end) json.WriteString("end"u8, end.ToString());
        if (options.Tolerance is { } tolerance) json.WriteNumber("toleranceSeconds"u8, SecondsOf(tolerance));
        if (options.Verdict.Copies is { } copies) json.WriteNumber("copies"u8, copies);
        if (options.Level is { } level) json.WriteString("level"u8, level);
        WriteNames(json, "nodes"u8, options.Nodes);
        if (options.Deadline is { } deadline) json.WriteNumber("deadlineSeconds"u8, SecondsOf(deadline));
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static decimal SecondsOf(TimeSpan span) => (decimal)span.Ticks / TimeSpan.TicksPerSecond;

    private static void WriteNames(Utf8JsonWriter json, ReadOnlySpan<byte> property, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return;
        json.WriteStartArray(property);
        foreach (var name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
