using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Writes a record of a fleet as one JSON object.</summary>
internal static class FleetJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object, without a line end.</summary>
    internal static ReadOnlyMemory<byte> ToBytes(FleetRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options)) Write(json, record);
        return bytes.WrittenMemory;
    }

    internal static void Write(Utf8JsonWriter json, FleetRecord record)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, FleetWords.WordOf(record));
        switch (record)
        {
            case NodeRecord node: Write(json, node); break;
            case FleetRangeRecord range: Write(json, range); break;
            case FleetVerdictRecord verdict: Write(json, verdict); break;
            case FleetStreamRecord stream: Write(json, stream); break;
            case FleetSummaryRecord summary: Write(json, summary); break;
            case FleetCorruptRecord corrupt: Write(json, corrupt); break;
            case FleetContentsRecord contents: Write(json, contents); break;
            default: throw new ArgumentOutOfRangeException(nameof(record), record, "no such record");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, NodeRecord record)
    {
        json.WriteString("node"u8, record.Node);
        json.WriteString("archive"u8, record.Archive);
        json.WriteString("asOf"u8, record.AsOf?.ToString());
        json.WriteBoolean("answered"u8, record.Answered);
        json.WriteBoolean("complete"u8, record.Complete);
        json.WriteString("run"u8, record.Run);
        if (record.Cause is { } cause) json.WriteString("cause"u8, cause);
        if (record.Contents is not { } figures) return;
        json.WriteStartObject("contents"u8);
        WriteContents(json, figures);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FleetCorruptRecord record)
    {
        json.WriteString("node"u8, record.Node);
        WriteStream(json, record.Stream);
        json.WriteString("path"u8, record.Path);
        WriteRange(json, record.Range);
        json.WriteBoolean("selected"u8, record.IsSelected);
        json.WriteStartArray("causes"u8);
        foreach (var cause in record.Causes) json.WriteStringValue(cause);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FleetContentsRecord record)
    {
        json.WriteNumber("nodes"u8, record.Nodes);
        json.WriteNumber("answered"u8, record.Answered);
        WriteContents(json, record.Contents);
        json.WriteBoolean("complete"u8, record.Complete);
        json.WriteNumber("exit"u8, record.Exit);
    }

    private static void WriteContents(Utf8JsonWriter json, ContentFigures figures)
    {
        json.WriteNumber("files"u8, figures.Files);
        json.WriteNumber("checked"u8, figures.Checked);
        json.WriteNumber("bytes"u8, figures.Bytes);
        json.WriteNumber("corrupt"u8, figures.Corrupt);
        json.WriteNumber("unreadable"u8, figures.Unreadable);
    }

    private static void Write(Utf8JsonWriter json, FleetRangeRecord record)
    {
        WriteStream(json, record.Stream);
        WriteRange(json, record.Range);
        json.WriteNumber("microseconds"u8, record.Range.Microseconds);
        IReadOnlyList<string> nodes = record switch
        {
            SingleRecord single => [single.Node],
            ThinRecord thin => thin.Nodes,
            _ => [],
        };
        if (nodes.Count == 0) return;
        json.WriteNumber("copies"u8, nodes.Count);
        json.WriteStartArray("nodes"u8);
        foreach (var node in nodes) json.WriteStringValue(node);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FleetVerdictRecord record)
    {
        json.WriteString("node"u8, record.Node);
        WriteStream(json, record.Stream);
        CopyJson.WriteVerdict(json, record.Hole, record.Parts);
    }

    private static void Write(Utf8JsonWriter json, FleetStreamRecord record)
    {
        WriteStream(json, record.Stream);
        WriteRange(json, record.Window);
        WriteFigures(json, record.Microseconds, record.Copies);
    }

    private static void Write(Utf8JsonWriter json, FleetSummaryRecord record)
    {
        json.WriteNumber("nodes"u8, record.Nodes);
        json.WriteNumber("answered"u8, record.Answered);
        json.WriteNumber("streams"u8, record.Streams);
        WriteFigures(json, record.Microseconds, record.Copies);
        json.WriteNumber("holes"u8, record.Holes);
        json.WriteNumber("thin"u8, record.Thin);
        json.WriteBoolean("complete"u8, record.Complete);
        json.WriteNumber("exit"u8, record.Exit);
    }

    private static void WriteStream(Utf8JsonWriter json, StreamId stream)
    {
        json.WriteString("channel"u8, stream.Channel);
        json.WriteString("quality"u8, stream.Quality);
    }

    private static void WriteRange(Utf8JsonWriter json, TimeRange? range)
    {
        json.WriteString("start"u8, range?.Start.ToString());
        json.WriteString("end"u8, range?.End.ToString());
    }

    private static void WriteFigures(Utf8JsonWriter json, ClassMicroseconds classes, IReadOnlyList<long> copies)
    {
        json.WriteStartObject("microseconds"u8);
        foreach (var row in CoverageClasses.All)
        {
            var time = row.CountIn(classes);
            if (time != 0 || !row.IsRare) json.WriteNumber(row.Word, time);
        }

        json.WriteEndObject();
        json.WriteStartArray("copies"u8);
        foreach (var microseconds in copies) json.WriteNumberValue(microseconds);
        json.WriteEndArray();
    }
}
