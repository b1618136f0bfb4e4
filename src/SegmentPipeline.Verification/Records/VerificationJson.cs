using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Verification;

/// <summary>Writes a record of a verification as one JSON object.</summary>
/// <remarks>Source: docs/verification.md §6. Names and their order are an interface: fields are only ever added, at the end.</remarks>
internal static class VerificationJson
{
    private const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object, without a line end.</summary>
    internal static ReadOnlyMemory<byte> ToBytes(VerificationRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options)) Write(json, record);
        return bytes.WrittenMemory;
    }

    internal static void Write(Utf8JsonWriter json, VerificationRecord record)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, VerificationWords.TypeOf(record));
        switch (record)
        {
            case VerificationHeaderRecord header: Write(json, header); break;
            case ScheduleRecord schedule: Write(json, schedule); break;
            case CorruptRecord corrupt: CorruptFileJson.Write(json, corrupt.File); break;
            case ClockRecord clock: Write(json, clock); break;
            case UnreadableFileRecord unreadable:
                json.WriteString("path"u8, unreadable.Path.ToString());
                json.WriteString("cause"u8, unreadable.Cause);
                break;
            case VanishedFileRecord vanished: json.WriteString("path"u8, vanished.Path.ToString()); break;
            case SingleFileRecord file: Write(json, file); break;
            case VerificationSummaryRecord summary: Write(json, summary); break;
            default: throw new ArgumentOutOfRangeException(nameof(record), record, "no such record");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VerificationHeaderRecord header)
    {
        var request = header.Request;
        json.WriteNumber("schema"u8, SchemaVersion);
        json.WriteString("version"u8, header.Version);
        json.WriteString("root"u8, header.Root);
        json.WriteTime("start"u8, request.Start);
        json.WriteTime("end"u8, request.End);
        json.WriteNumber("toleranceMicroseconds"u8, request.ToleranceMicroseconds);
        json.WriteString("level"u8, RecordWords.WordOf(request.Level));
        json.WriteBoolean("onlySelected"u8, request.OnlySelected);
        if (request.Sample is { } sample) json.WriteString("sample"u8, sample.ToString());
        else json.WriteNull("sample"u8);
        WriteNumber(json, "seed"u8, header.Seed);
        json.WriteTime("started"u8, header.Started);
    }

    private static void Write(Utf8JsonWriter json, ScheduleRecord schedule)
    {
        json.WriteNumber("files"u8, schedule.Files);
        json.WriteNumber("bytes"u8, schedule.Bytes);
        WriteNumber(json, "fullPassSeconds"u8, schedule.FullPass is { } pass ? (long)Math.Ceiling(pass.TotalSeconds) : null);
        WriteNumber(json, "runs"u8, schedule.Runs);
    }

    private static void Write(Utf8JsonWriter json, ClockRecord clock)
    {
        json.WriteStream(clock.Before.Stream);
        json.WriteString("clock"u8, ClockFaults.RowOf(clock.Clock).Word);
        json.WriteTime("start"u8, clock.Range.Start);
        json.WriteTime("end"u8, clock.Range.End);
        json.WriteNumber("microseconds"u8, clock.Microseconds);
        json.WriteString("before"u8, clock.Before.ToString());
        json.WriteString("after"u8, clock.After.ToString());
    }

    private static void Write(Utf8JsonWriter json, SingleFileRecord file)
    {
        json.WriteString("path"u8, file.Path);
        json.WriteString("state"u8, SingleFileStates.WordOf(file.State));
        json.WriteNumber("bytes"u8, file.SizeBytes);
        if (file.Origin is { } origin) json.WriteString("origin"u8, RecordWords.WordOf(origin));
        else json.WriteNull("origin"u8);
        json.WritePropertyName("causes"u8);
        CorruptFileJson.WriteCauses(json, file.Causes);
        WriteNumber(json, "mediaMicroseconds"u8, file.MediaMicroseconds);
        if (file.Cause is { } cause) json.WriteString("cause"u8, cause);
    }

    private static void Write(Utf8JsonWriter json, VerificationSummaryRecord summary)
    {
        json.WriteString("level"u8, RecordWords.WordOf(summary.Level));
        json.WriteNumber("files"u8, summary.Files);
        json.WriteNumber("checked"u8, summary.Checked);
        json.WriteNumber("bytes"u8, summary.Bytes);
        json.WriteNumber("right"u8, summary.Right);
        json.WriteNumber("corrupt"u8, summary.Corrupt);
        json.WriteNumber("unreadable"u8, summary.Unreadable);
        json.WriteNumber("vanished"u8, summary.Vanished);
        json.WriteNumber("notChecked"u8, summary.NotChecked);
        WriteNumber(json, "seed"u8, summary.Seed);
        WriteBound(json, summary.Bound);
        WriteNumber(json, "oldestUnverified"u8, summary.OldestUnverified is { } oldest ? (long)oldest.TotalSeconds : null);
        json.WriteBoolean("complete"u8, summary.Complete);
        json.WriteNumber("exit"u8, AuditOutcomes.RowOf(summary.Outcome).Number);
        json.WriteNumber("elapsedSeconds"u8, summary.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond / 1_000_000m);
        WriteSampled(json, summary.Sampled);
        json.WriteNumber("unreadableDirectories"u8, summary.UnreadableDirectories);
        json.WriteStartObject("clocks"u8);
        foreach (var row in ClockFaults.All) json.WriteNumber(row.Word, row.CountIn(summary.Clocks));
        json.WriteEndObject();
    }

    private static void WriteBound(Utf8JsonWriter json, CorruptBound? bound)
    {
        if (bound is null)
        {
            json.WriteNull("bound"u8);
            return;
        }

        json.WriteStartObject("bound"u8);
        json.WriteNumber("confidence"u8, CorruptBound.Confidence);
        json.WriteNumber("corruptAtMost"u8, bound.CorruptAtMost);
        json.WriteNumber("fraction"u8, bound.Fraction);
        json.WriteEndObject();
    }

    private static void WriteSampled(Utf8JsonWriter json, SampledFiles? sampled)
    {
        if (sampled is null)
        {
            json.WriteNull("sampled"u8);
            return;
        }

        json.WriteStartObject("sampled"u8);
        json.WriteNumber("files"u8, sampled.Files);
        json.WriteNumber("checked"u8, sampled.Checked);
        json.WriteNumber("corrupt"u8, sampled.Corrupt);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
