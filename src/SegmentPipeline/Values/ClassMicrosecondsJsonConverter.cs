using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes the microseconds of each class, as the field <c>microseconds</c> of a record.</summary>
public sealed class ClassMicrosecondsJsonConverter : WrittenJsonConverter<ClassMicroseconds>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ClassMicroseconds value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, value);
    }

    internal static void Write(Utf8JsonWriter writer, ClassMicroseconds value)
    {
        writer.WriteStartObject();
        writer.WriteNumber("full"u8, value.Full);
        writer.WriteNumber("suspect"u8, value.Suspect);
        writer.WriteNumber("partial"u8, value.Partial);
        writer.WriteNumber("missing"u8, value.Missing);
        writer.WriteNumber("unknown"u8, value.Unknown);
        writer.WriteEndObject();
    }
}
