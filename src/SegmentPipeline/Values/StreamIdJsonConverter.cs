using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Writes and reads a stream as <c>{"channel":"…","quality":"…"}</c>.</summary>
public sealed class StreamIdJsonConverter : JsonConverter<StreamId>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, StreamId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("channel"u8, value.Channel);
        writer.WriteString("quality"u8, value.Quality);
        writer.WriteEndObject();
    }

    /// <inheritdoc />
    /// <exception cref="JsonException">A field is missing, or cannot name a directory.</exception>
    public override StreamId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (channel, quality) = JsonText.ReadTwo(ref reader, "channel", "quality");
        try
        {
            return new StreamId(channel, quality);
        }
        catch (ArgumentException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }
}
