using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes how many entries met which fate, as the field <c>entries</c> of a record.</summary>
public sealed class EntryCountsJsonConverter : WrittenJsonConverter<EntryCounts>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EntryCounts value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteEntriesValue(value);
    }
}
