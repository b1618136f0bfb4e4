using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Writes and reads an hour as the name of its directory, <c>YYYY-MM-DDTHH</c>.</summary>
public sealed class HourJsonConverter : JsonConverter<Hour>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Hour value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <inheritdoc />
    /// <exception cref="JsonException">It is not the name of an hour.</exception>
    public override Hour Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = JsonText.Read(ref reader);
        return Hour.TryParse(text, out var value) ? value : throw new JsonException($"'{text}' is not an hour; write 2026-03-28T22");
    }
}
