using System.Text.Json;

namespace SegmentPipeline.Scheduling;

/// <summary>Writes a plan as the host's <c>/api/archives/NAME/plan</c> answers.</summary>
public sealed class PlannedFillJsonConverter : WrittenJsonConverter<PlannedFill>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, PlannedFill value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("made"u8, value.Made.ToString());
        writer.WriteNumber("files"u8, value.Files);
        if (value.Bytes is { } bytes) writer.WriteNumber("bytes"u8, bytes);
        else writer.WriteNull("bytes"u8);
        writer.WriteBoolean("bytesExact"u8, value.AreBytesExact);
        writer.WriteNumber("closedMicroseconds"u8, value.ClosedMicroseconds);
        writer.WriteNumber("holeCount"u8, value.HoleCount);
        writer.WriteStartArray("holes"u8);
        foreach (var hole in value.Holes) Write(writer, hole);
        writer.WriteEndArray();
        writer.WriteStartArray("replicas"u8);
        foreach (var copy in value.Copies)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, copy.Name);
            writer.WriteNumber("files"u8, copy.Files);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("cause"u8, value.Cause);
        if (value.MostFiles is { } most) writer.WriteNumber("maxFiles"u8, most);
        else writer.WriteNull("maxFiles"u8);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PlannedHole hole)
    {
        writer.WriteStartObject();
        writer.WriteString("channel"u8, hole.Stream.Channel);
        writer.WriteString("quality"u8, hole.Stream.Quality);
        writer.WriteString("start"u8, hole.Range.Start.ToString());
        writer.WriteString("end"u8, hole.Range.End.ToString());
        writer.WriteNumber("closedMicroseconds"u8, hole.ClosedMicroseconds);
        writer.WriteStartArray("replicas"u8);
        foreach (var copy in hole.Copies) writer.WriteStringValue(copy);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
