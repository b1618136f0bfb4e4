using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes an entry near a moment as the field <c>entries</c> of an explanation has it.</summary>
public sealed class MomentEntryJsonConverter : WrittenJsonConverter<MomentEntry>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, MomentEntry value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MomentJson.Write(writer, value);
    }
}
