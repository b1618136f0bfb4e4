using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes a hole of a sequence as <c>{"start":"…","end":"…","reason":"gap"}</c>: what the field <c>hole</c> of an item
/// has.</summary>
public sealed class SequenceHoleJsonConverter : WrittenJsonConverter<SequenceHole>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, SequenceHole value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteHoleValue(value);
    }
}
