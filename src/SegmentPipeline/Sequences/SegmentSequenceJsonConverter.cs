using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes a playable sequence as <see cref="SequenceJson"/> does. All of it is in memory until it is written.</summary>
public sealed class SegmentSequenceJsonConverter : WrittenJsonConverter<SegmentSequence>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, SegmentSequence value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        SequenceJson.Write(writer, value);
    }
}
