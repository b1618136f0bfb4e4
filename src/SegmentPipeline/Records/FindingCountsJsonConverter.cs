using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes how many findings there are of each type, as the field <c>findings</c> of a summary.</summary>
public sealed class FindingCountsJsonConverter : WrittenJsonConverter<FindingCounts>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, FindingCounts value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteFindingCountsValue(value);
    }
}
