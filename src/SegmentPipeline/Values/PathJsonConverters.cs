using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes an entry as where it lies below its stream, <c>HOUR/NAME</c>.</summary>
public sealed class EntryPathJsonConverter : WrittenJsonConverter<EntryPath>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EntryPath value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Writes a place as its path from the root of the archive.</summary>
public sealed class ArchivePathJsonConverter : WrittenJsonConverter<ArchivePath>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ArchivePath value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
