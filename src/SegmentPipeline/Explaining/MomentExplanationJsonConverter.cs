using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes an explanation as <see cref="MomentJson"/> does.</summary>
public sealed class MomentExplanationJsonConverter : WrittenJsonConverter<MomentExplanation>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, MomentExplanation value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MomentJson.Write(writer, value);
    }
}
