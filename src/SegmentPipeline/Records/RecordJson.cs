using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline;

/// <summary>One record as one JSON object, on one line.</summary>
/// <remarks>Source: semantics §5. Names and their order are an interface: fields are only ever added, at the end.</remarks>
internal sealed class RecordJson(RecordFields fields)
{
    private const int SchemaVersion = 1;

    // Letters of all languages stay readable; control characters, line separators and quotes are still escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Utf8JsonWriter? _json;

    internal static Utf8JsonWriter CreateWriter(IBufferWriter<byte> destination) => new(destination, Options);

    internal void Write(IBufferWriter<byte> destination, AuditRecord record)
    {
        var json = _json ??= CreateWriter(destination);
        json.Reset(destination);
        Write(json, record);
        json.Flush();
    }

    internal void Write(Utf8JsonWriter json, AuditRecord record)
    {
        json.WriteStartObject();
        switch (record)
        {
            case HeaderRecord header: WriteHeader(json, header); break;
            case Finding finding: FindingJson.Write(json, finding); break;
            case UnknownRecord unknown: WriteUnknown(json, unknown); break;
            case OffRecord off: WriteOff(json, off); break;
            case ExpectationRecord expectation: WriteExpectation(json, expectation); break;
            case DeltaRecord delta: WriteDelta(json, delta); break;
            case HourRecord hour: WriteHour(json, hour); break;
            case StreamRecord stream: WriteStream(json, stream); break;
            case SummaryRecord summary: WriteSummary(json, summary); break;
            default: throw new ArgumentOutOfRangeException(nameof(record), record, "no such record");
        }

        json.WriteEndObject();
    }

    private void WriteHeader(Utf8JsonWriter json, HeaderRecord header)
    {
        json.WriteString("type"u8, "header"u8);
        json.WriteNumber("schema"u8, SchemaVersion);
        json.WriteString("version"u8, header.Version);
        if (fields == RecordFields.All) json.WriteString("root"u8, header.Root);
        if (header.Start is null && header.End is null)
        {
            json.WriteNull("window"u8);
        }
        else
        {
            json.WriteStartObject("window"u8);
            json.WriteTime("start"u8, header.Start);
            json.WriteTime("end"u8, header.End);
            json.WriteEndObject();
        }

        json.WriteNumber("toleranceMicroseconds"u8, header.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond);
        if (fields == RecordFields.All && header.Started is { } started) json.WriteTime("started"u8, started);
    }

    private static void WriteOff(Utf8JsonWriter json, OffRecord off)
    {
        json.WriteString("type"u8, "off"u8);
        json.WritePlace(off.Stream, off.Range);
    }

    private static void WriteExpectation(Utf8JsonWriter json, ExpectationRecord expectation)
    {
        json.WriteString("type"u8, "expectation"u8);
        json.WriteStream(expectation.Stream);
        json.WriteTime("start"u8, expectation.Range.Start);
        json.WriteTime("end"u8, expectation.Range.End);
        json.WriteNumber("microseconds"u8, expectation.ExpectedMicroseconds);
        json.WriteNumber("ranges"u8, expectation.Ranges);
        json.WriteString("source"u8, expectation.Source);
        json.WriteString("digest"u8, expectation.Digest);
    }

    private static void WriteUnknown(Utf8JsonWriter json, UnknownRecord unknown)
    {
        json.WriteString("type"u8, "unknown"u8);
        json.WritePlace(unknown.Stream, unknown.Range);
    }

    private static void WriteHour(Utf8JsonWriter json, HourRecord hour)
    {
        json.WriteString("type"u8, "hour"u8);
        json.WriteStream(hour.Stream);
        json.WriteString("hour"u8, hour.Hour.ToString());
        json.WriteBoolean("readable"u8, hour.Readable);
        json.WriteEntries(hour.Entries);
        json.WriteMicroseconds(hour.Microseconds);
    }

    private static void WriteStream(Utf8JsonWriter json, StreamRecord stream)
    {
        json.WriteString("type"u8, "stream"u8);
        json.WriteStream(stream.Stream);
        json.WriteTime("start"u8, stream.Window?.Start);
        json.WriteTime("end"u8, stream.Window?.End);
        json.WriteNumber("hours"u8, stream.Hours);
        json.WriteEntries(stream.Entries);
        json.WriteMicroseconds(stream.Microseconds);
        json.WriteNumber("holes"u8, stream.Holes);
        json.WriteNumber("degraded"u8, stream.Degraded);
        json.WriteNumber("overlaps"u8, stream.Overlaps);
        json.WriteNumber("discontinuities"u8, stream.Discontinuities);
        json.WriteTime("lastEnd"u8, stream.LastEnd);
    }

    private static void WriteDelta(Utf8JsonWriter json, DeltaRecord delta)
    {
        json.WriteString("type"u8, "delta"u8);
        json.WriteString("change"u8, RecordWords.WordOf(delta.Change));
        json.WriteStream(delta.Stream);
        json.WriteTime("start"u8, delta.Range.Start);
        json.WriteTime("end"u8, delta.Range.End);
        json.WriteNumber("microseconds"u8, delta.Range.Microseconds);
        json.WriteString("class"u8, delta.Class is { } covered ? RecordWords.WordOf(covered) : null);
        json.WriteTime("previousStart"u8, delta.Previous?.Start);
        json.WriteTime("previousEnd"u8, delta.Previous?.End);
        json.WriteNumber("vanishedFiles"u8, delta.VanishedFiles);
        json.WriteStartArray("vanished"u8);
        foreach (var path in delta.Vanished) json.WriteStringValue(path.ToString());
        json.WriteEndArray();
        json.WriteStartArray("replicas"u8);
        foreach (var replica in delta.Replicas) json.WriteStringValue(replica);
        json.WriteEndArray();
        if (delta.File is not { } file) return;
        json.WriteString("path"u8, file.Path.ToString());
        json.WriteString("cause"u8, RecordWords.CausesOf(file));
        CorruptFileJson.WriteFurther(json, file);
        json.WriteString("mending"u8, delta.Mending is { } mending ? RecordWords.WordOf(mending) : null);
    }

    private void WriteSummary(Utf8JsonWriter json, SummaryRecord summary)
    {
        json.WriteString("type"u8, "summary"u8);
        json.WriteNumber("streams"u8, summary.Streams);
        json.WriteNumber("hours"u8, summary.Hours);
        json.WriteEntries(summary.Entries);
        json.WriteMicroseconds(summary.Microseconds);
        json.WriteFindingCounts(summary.Findings);
        json.WriteBoolean("complete"u8, summary.Complete);
        json.WriteNumber("exit"u8, AuditOutcomes.RowOf(summary.Outcome).Number);
        if (fields == RecordFields.All)
        {
            json.WriteNumber("elapsedSeconds"u8, summary.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond / 1_000_000m);
        }
    }
}
