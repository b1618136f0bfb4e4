using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SegmentPipeline.Web;

/// <summary>A list of names as a JSON array, part by part.</summary>
/// <remarks>Source: semantics §8. Names that are not UTF-8 are written as other nodes write them, who read names with Python: each stray
/// byte is a lone surrogate, <c>\udc80</c> to <c>\udcff</c>.</remarks>
internal static class NameArray
{
    internal static async Task WriteAsync(LongReply reply, IEnumerable<ReadOnlyMemory<byte>> names)
    {
        reply.Json.WriteStartArray();
        foreach (var name in names)
        {
            Write(reply.Json, name.Span);
            await reply.SendIfLongAsync().ConfigureAwait(false);
        }

        reply.Json.WriteEndArray();
        await reply.CompleteAsync().ConfigureAwait(false);
    }

    internal static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name)) json.WriteStringValue(name);
        else json.WriteRawValue($"\"{Escaped(name)}\"", skipInputValidation: true);
    }

    private static StringBuilder Escaped(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length * 2);
        while (!name.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isText) text.Append(JsonEncodedText.Encode(rune.ToString()).Value);
            else foreach (var value in name[..length]) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\udc{value:x2}");
            name = name[length..];
        }

        return text;
    }
}
