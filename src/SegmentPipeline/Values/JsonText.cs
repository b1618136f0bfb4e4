using System.Text.Json;

namespace SegmentPipeline;

/// <summary>Reads and writes the few shapes of JSON that values have.</summary>
internal static class JsonText
{
    /// <summary>Writes a moment as a field.</summary>
    internal static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Timestamp time)
    {
        Span<byte> text = stackalloc byte[32];
        if (!time.TryFormat(text, out var written, default, null)) throw new ArgumentOutOfRangeException(nameof(time));
        writer.WriteString(name, text[..written]);
    }

    /// <summary>A text.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    internal static string Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("a text is expected");

    /// <summary>An object with two texts; fields besides them are passed over.</summary>
    /// <exception cref="JsonException">It is something else, or one of the two is missing.</exception>
    internal static (string First, string Second) ReadTwo(ref Utf8JsonReader reader, string first, string second)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"an object with {first} and {second} is expected");
        string? one = null;
        string? other = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            if (!reader.Read()) break;
            if (name == first) one = Read(ref reader);
            else if (name == second) other = Read(ref reader);
            else reader.Skip();
        }

        return (one ?? throw new JsonException($"{first} is missing"), other ?? throw new JsonException($"{second} is missing"));
    }
}
