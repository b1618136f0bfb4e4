using System.Text.Json;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Writes the other copies of an archive as the host's <c>/api/archives/NAME/replicas</c> answers.</summary>
public sealed class ArchiveReplicasJsonConverter : WrittenJsonConverter<ArchiveReplicas>
{
    private static readonly CopyRecordJsonConverter Records = new();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ArchiveReplicas value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("name"u8, value.Name);
        writer.WriteString("activity"u8, value.IsRunning ? "running"u8 : "idle"u8);
        writer.WriteString("failure"u8, value.Failure);
        writer.WriteString("next"u8, value.Next?.ToString());
        writer.WriteStartArray("replicas"u8);
        foreach (var replica in value.Replicas) Write(writer, replica);
        writer.WriteEndArray();
        writer.WriteString("compared"u8, value.Compared?.ToString());
        writer.WriteString("comparedWholly"u8, value.ComparedWholly?.ToString());
        writer.WritePropertyName("holes"u8);
        if (value.Comparison is { } comparison) Write(writer, comparison);
        else writer.WriteNullValue();
        writer.WritePropertyName("fill"u8);
        if (value.Fill is { } fill) Write(writer, fill, options);
        else writer.WriteNullValue();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReplicaStatus replica)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, replica.Name);
        writer.WriteString("location"u8, replica.Location);
        writer.WriteString("compared"u8, replica.Compared?.ToString());
        writer.WriteNumber("streams"u8, replica.Streams);
        writer.WriteNumber("missing"u8, replica.Missing);
        writer.WriteNumber("extra"u8, replica.Extra);
        writer.WriteBoolean("complete"u8, replica.Complete);
        writer.WriteString("cause"u8, replica.Cause);
        writer.WriteNumber("published"u8, replica.Published);
        writer.WriteNumber("mismatches"u8, replica.Mismatches);
        writer.WriteNumber("errors"u8, replica.Errors);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ComparedRecord comparison)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count"u8, comparison.Holes);
        writer.WriteStartObject("microseconds"u8);
        writer.WriteNumber("fillable"u8, comparison.Microseconds.Fillable);
        writer.WriteNumber("lower"u8, comparison.Microseconds.Lower);
        writer.WriteNumber("unknown"u8, comparison.Microseconds.Unknown);
        writer.WriteNumber("nowhere"u8, comparison.Microseconds.Nowhere);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FillStatus fill, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("progress"u8);
        writer.WriteNumber("hours"u8, fill.Progress.Hours);
        writer.WriteNumber("wanted"u8, fill.Progress.Wanted);
        writer.WriteNumber("done"u8, fill.Progress.Done);
        writer.WriteNumber("bytes"u8, fill.Progress.Bytes);
        writer.WriteEndObject();
        writer.WriteString("ended"u8, fill.Ended?.ToString());
        writer.WritePropertyName("last"u8);
        if (fill.Last is { } last) Records.Write(writer, last, options);
        else writer.WriteNullValue();
        writer.WriteEndObject();
    }
}
