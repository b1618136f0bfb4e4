using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Writes a record of copies as one JSON object.</summary>
internal static class CopyJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object, without a line end.</summary>
    internal static ReadOnlyMemory<byte> ToBytes(CopyRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options)) Write(json, record);
        return bytes.WrittenMemory;
    }

    internal static void Write(Utf8JsonWriter json, CopyRecord record)
    {
        json.WriteStartObject();
        switch (record)
        {
            case ReplicaRecord replica:
                Write(json, replica);
                break;
            case VerdictRecord verdict:
                Write(json, verdict);
                break;
            case ComparedRecord compared:
                Write(json, compared);
                break;
            case FillRecord fill:
                Write(json, fill);
                break;
            case FilledRecord filled:
                Write(json, filled);
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplicaRecord record)
    {
        WriteHead(json, "replica", record.Stream);
        json.WriteString("replica"u8, record.Replica);
        json.WriteNumber("hours"u8, record.Hours);
        json.WriteNumber("same"u8, record.Same);
        json.WriteNumber("missing"u8, record.Missing);
        json.WriteNumber("extra"u8, record.Extra);
        json.WriteNumber("withdrawn"u8, record.Withdrawn);
        json.WriteNumber("twins"u8, record.Twins);
        json.WriteBoolean("complete"u8, record.Complete);
        if (record.Cause is { } cause) json.WriteString("cause"u8, cause);
    }

    private static void Write(Utf8JsonWriter json, VerdictRecord record)
    {
        WriteHead(json, "verdict", record.Stream);
        WriteVerdict(json, record.Hole, record.Parts);
    }

    /// <summary>Writes a hole and its parts as fields.</summary>
    internal static void WriteVerdict(Utf8JsonWriter json, TimeRange hole, IReadOnlyList<VerdictPart> parts)
    {
        json.WriteStartObject("hole"u8);
        WriteRange(json, hole.Start, hole.End);
        json.WriteEndObject();
        json.WriteStartArray("parts"u8);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            WriteRange(json, part.Start, part.End);
            json.WriteString("verdict"u8, CopyWords.WordOf(part.Verdict));
            WriteNames(json, "replicas"u8, part.Replicas);
            WriteNames(json, "qualities"u8, part.Qualities);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ComparedRecord record)
    {
        json.WriteString("type"u8, "compared"u8);
        json.WriteNumber("streams"u8, record.Streams);
        json.WriteNumber("missing"u8, record.Missing);
        json.WriteNumber("extra"u8, record.Extra);
        json.WriteNumber("holes"u8, record.Holes);
        json.WriteStartObject("microseconds"u8);
        json.WriteNumber("fillable"u8, record.Microseconds.Fillable);
        json.WriteNumber("lower"u8, record.Microseconds.Lower);
        json.WriteNumber("unknown"u8, record.Microseconds.Unknown);
        json.WriteNumber("nowhere"u8, record.Microseconds.Nowhere);
        json.WriteEndObject();
        json.WriteBoolean("complete"u8, record.Complete);
    }

    private static void Write(Utf8JsonWriter json, FillRecord record)
    {
        json.WriteString("type"u8, "fill"u8);
        json.WriteString("path"u8, record.Path);
        json.WriteString("state"u8, CopyWords.WordOf(record.State));
        if (record.Replica is { } replica) json.WriteString("replica"u8, replica);
        json.WriteNumber("bytes"u8, record.Bytes);
        if (record.Cause is { } cause) json.WriteString("cause"u8, cause);
    }

    private static void Write(Utf8JsonWriter json, FilledRecord record)
    {
        json.WriteString("type"u8, "filled"u8);
        json.WriteNumber("wanted"u8, record.Wanted);
        json.WriteNumber("published"u8, record.Published);
        json.WriteNumber("tombstones"u8, record.Tombstones);
        json.WriteNumber("mismatches"u8, record.Mismatches);
        json.WriteNumber("unfillable"u8, record.Unfillable);
        json.WriteNumber("replaced"u8, record.Replaced);
        json.WriteNumber("bytes"u8, record.Bytes);
        json.WriteNumber("holesClosedMicroseconds"u8, record.HolesClosedMicroseconds);
        json.WriteBoolean("complete"u8, record.Complete);
        json.WriteNumber("exit"u8, record.Exit);
    }

    private static void WriteHead(Utf8JsonWriter json, string type, StreamId stream)
    {
        json.WriteString("type"u8, type);
        json.WriteString("channel"u8, stream.Channel);
        json.WriteString("quality"u8, stream.Quality);
    }

    private static void WriteRange(Utf8JsonWriter json, Timestamp start, Timestamp end)
    {
        json.WriteString("start"u8, start.ToString());
        json.WriteString("end"u8, end.ToString());
    }

    private static void WriteNames(Utf8JsonWriter json, ReadOnlySpan<byte> property, IReadOnlyList<string>? names)
    {
        if (names is null) return;
        json.WriteStartArray(property);
        foreach (var name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
