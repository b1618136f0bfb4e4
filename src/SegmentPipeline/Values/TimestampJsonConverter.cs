using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Writes and reads a moment as its text, RFC 3339 in UTC with six fraction digits.</summary>
public sealed class TimestampJsonConverter : JsonConverter<Timestamp>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <summary>Reads whatever <see cref="Timestamp.TryParse(string?, out Timestamp)"/> reads.</summary>
    /// <exception cref="JsonException">It is no such text; the message says why.</exception>
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Timestamp.TryParse(JsonText.Read(ref reader), out var value, out var fault) ? value : throw new JsonException(fault);
}
