using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Writes and reads a range as <c>{"start":"…","end":"…"}</c>.</summary>
public sealed class TimeRangeJsonConverter : JsonConverter<TimeRange>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TimeRange value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        JsonText.WriteTime(writer, "start"u8, value.Start);
        JsonText.WriteTime(writer, "end"u8, value.End);
        writer.WriteEndObject();
    }

    /// <summary>Reads the two ends; the end may lie before the start, as in the range of a selection.</summary>
    /// <exception cref="JsonException">A field is missing or no time.</exception>
    public override TimeRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (start, end) = JsonText.ReadTwo(ref reader, "start", "end");
        if (!Timestamp.TryParse(start, out var from, out var fault) || !Timestamp.TryParse(end, out var to, out fault))
            throw new JsonException(fault);
        return TimeRange.Unordered(from, to);
    }
}
