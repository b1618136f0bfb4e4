using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Writes records of copies as they stand in every format.</summary>
public sealed class CopyRecordJsonConverter : WrittenJsonConverter<CopyRecord>
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) => typeof(CopyRecord).IsAssignableFrom(typeToConvert);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, CopyRecord value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        CopyJson.Write(writer, value);
    }
}
