using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Writes a segment as an item of a sequence: <c>{"segment":"HOUR/NAME","start":"…","end":"…","kind":"full"}</c>.</summary>
public sealed class SegmentJsonConverter : WrittenJsonConverter<Segment>
{
    /// <summary>The words of the kinds that a segment can have: it is never temporary.</summary>
    private static readonly JsonEncodedText[] Kinds =
        [.. Enum.GetNames<SegmentKind>().Select(name => JsonEncodedText.Encode(JsonNamingPolicy.KebabCaseLower.ConvertName(name)))];

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Segment value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteFields(writer, value);
        writer.WriteEndObject();
    }

    internal static void WriteFields(Utf8JsonWriter writer, Segment value)
    {
        writer.WriteString("segment"u8, value.Path);
        JsonText.WriteTime(writer, "start"u8, value.Start);
        JsonText.WriteTime(writer, "end"u8, value.End);
        writer.WriteString("kind"u8, Kinds[(int)value.Kind]);
    }
}
