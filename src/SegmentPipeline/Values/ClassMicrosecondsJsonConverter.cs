using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes the microseconds of each class, as the field <c>microseconds</c> of a record.</summary>
public sealed class ClassMicrosecondsJsonConverter : WrittenJsonConverter<ClassMicroseconds>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ClassMicroseconds value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (var row in CoverageClasses.All)
        {
            var count = row.CountIn(value);
            if (count != 0 || !row.IsRare) writer.WriteNumber(row.Word, count);
        }

        writer.WriteEndObject();
    }
}
