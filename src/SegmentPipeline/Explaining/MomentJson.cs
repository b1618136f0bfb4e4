using System.Buffers;
using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes the explanation of a moment as one JSON object.</summary>
public static class MomentJson
{
    /// <summary>Writes the object and a line end, and flushes the stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="explanation">The explanation.</param>
    /// <param name="cancellationToken">Stops waiting for the stream; the document is then broken.</param>
    public static async Task WriteAsync(Stream stream, MomentExplanation explanation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(explanation);
        var output = new OutputBuffer(stream);
        var json = RecordJson.CreateWriter(output.Bytes);
        await using var _ = json.ConfigureAwait(false);
        Write(json, explanation);
        json.Flush();
        output.Bytes.Write("\n"u8);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static void Write(Utf8JsonWriter json, MomentExplanation explanation)
    {
        json.WriteStartObject();
        WriteAnswer(json, explanation);
        WriteSegments(json, explanation);
        WriteSequence(json, explanation);
        WriteEntries(json, explanation);
        WriteUnreadable(json, explanation.Unreadable);
        WriteVerifications(json, explanation.Verifications);
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, MomentEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("path"u8, entry.Path.ToString());
        json.WriteString("fate"u8, RecordWords.WordOf(entry.Fate));
        json.WriteTime("start"u8, entry.Start);
        json.WriteTime("end"u8, entry.End);
        json.WriteString("kind"u8, entry.Kind is { } kind ? RecordWords.WordOf(kind) : null);
        WriteNumber(json, "sizeBytes"u8, entry.SizeBytes);
        json.WriteString("by"u8, entry.By?.ToString());
        json.WriteString("rule"u8, entry.Rule is { } rule ? MomentWords.WordOf(rule) : null);
        json.WriteString("cause"u8, entry.Cause);
        WriteNumber(json, "position"u8, entry.Position);
        json.WriteBoolean("empty"u8, entry.IsEmpty);
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, MomentExplanation explanation)
    {
        json.WriteStream(explanation.Stream);
        json.WriteTime("moment"u8, explanation.Moment);
        json.WriteString("place"u8, MomentWords.WordOf(explanation.Place));
        WriteClass(json, "class"u8, explanation.Class);
        json.WriteTime("start"u8, explanation.Range?.Start);
        json.WriteTime("end"u8, explanation.Range?.End);
        WriteNumber(json, "microseconds"u8, explanation.Range?.Microseconds);
        WriteClass(json, "classBefore"u8, explanation.ClassBefore);
        WriteClass(json, "classAfter"u8, explanation.ClassAfter);
        json.WriteNumber("hoursWithoutDirectory"u8, explanation.HoursWithoutDirectory);
    }

    private static void WriteSegments(Utf8JsonWriter json, MomentExplanation explanation)
    {
        WriteSegment(json, "before"u8, explanation.Before);
        WriteSegment(json, "after"u8, explanation.After);
        json.WriteStartArray("touching"u8);
        foreach (var segment in explanation.Touching) WriteSegment(json, segment);
        json.WriteEndArray();
    }

    private static void WriteSequence(Utf8JsonWriter json, MomentExplanation explanation)
    {
        json.WriteStartObject("sequence"u8);
        WriteSegment(json, "segment"u8, explanation.PlayedBy);
        if (explanation.SequenceHole is { } hole) json.WriteHole(hole);
        else json.WriteNull("hole"u8);
        json.WriteStartArray("skipped"u8);
        foreach (var segment in explanation.Skipped) json.WriteStringValue(segment.Path);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, MomentExplanation explanation)
    {
        json.WriteStartArray("entries"u8);
        foreach (var entry in explanation.Entries) Write(json, entry);
        json.WriteEndArray();
        json.WriteNumber("entriesLeftOut"u8, explanation.EntriesLeftOut);
    }

    private static void WriteVerifications(Utf8JsonWriter json, IReadOnlyList<SegmentVerification> verifications)
    {
        json.WriteStartArray("verifications"u8);
        foreach (var one in verifications)
        {
            json.WriteStartObject();
            json.WriteString("segment"u8, one.Path.ToString());
            json.WriteTime("verified"u8, one.VerifiedAt);
            json.WriteString("level"u8, one.Level is { } level ? RecordWords.WordOf(level) : null);
            json.WritePropertyName("corrupt"u8);
            WriteCorrupt(json, one.Corrupt);
            json.WriteTime("changed"u8, one.ChangedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCorrupt(Utf8JsonWriter json, CorruptFile? corrupt)
    {
        if (corrupt is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        CorruptFileJson.WriteFurther(json, corrupt);
        json.WriteEndObject();
    }

    private static void WriteUnreadable(Utf8JsonWriter json, IReadOnlyList<UnreadableFinding> unreadable)
    {
        json.WriteStartArray("unreadable"u8);
        foreach (var finding in unreadable)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, finding.Path.ToString());
            json.WriteString("cause"u8, finding.Cause);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSegment(Utf8JsonWriter json, ReadOnlySpan<byte> name, Segment? segment)
    {
        if (segment is not { } one)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        WriteSegment(json, one);
    }

    private static void WriteSegment(Utf8JsonWriter json, Segment segment)
    {
        json.WriteStartObject();
        SegmentJsonConverter.WriteFields(json, segment);
        json.WriteEndObject();
    }

    private static void WriteClass(Utf8JsonWriter json, ReadOnlySpan<byte> name, CoverageClass? value) =>
        json.WriteString(name, value is { } known ? RecordWords.WordOf(known) : null);

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
