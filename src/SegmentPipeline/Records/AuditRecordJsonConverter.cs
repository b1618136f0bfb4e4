using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes a record as the object that NDJSON has a line for. What is written depends on the record, whatever type it is asked for
/// as.</summary>
/// <typeparam name="T">The type that it is asked for as.</typeparam>
public sealed class AuditRecordJsonConverter<T> : WrittenJsonConverter<T>
    where T : AuditRecord
{
    private static readonly RecordJson Json = new(RecordFields.All);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Json.Write(writer, value);
    }
}
