using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>Fields of what nodes say.</summary>
internal static class ViewJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>More than any archive has, and far from overflow in every sum.</summary>
    private const long MostCounted = 1_000_000_000_000_000;

    internal static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    internal static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var field) ? field.GetString() : null;

    internal static Timestamp? Time(JsonElement json, string name) =>
        Optional(json, name) is { } text ? Timestamp.Parse(text) : null;

    /// <summary>A count, zero if it is not told.</summary>
    internal static long Count(JsonElement json, string name) => !json.TryGetProperty(name, out var field) ? 0
        : field.GetInt64() is >= 0 and <= MostCounted and var count ? count
        : throw new FormatException($"'{name}' is no count");

    /// <summary>A length in microseconds, zero if it is not told.</summary>
    internal static long Length(JsonElement json, string name) => !json.TryGetProperty(name, out var field) ? 0
        : field.GetInt64() is >= 0 and var length ? length
        : throw new FormatException($"'{name}' is negative");

    /// <summary>Texts, none if they are not told.</summary>
    internal static IReadOnlyList<string> Texts(JsonElement json, string name) => json.TryGetProperty(name, out var field)
        ? [.. field.EnumerateArray().Select(text => text.GetString() ?? throw new FormatException($"'{name}' has a null"))]
        : [];

    /// <summary>The value as one line, whatever it was laid out like.</summary>
    internal static ReadOnlyMemory<byte> ToLine(JsonElement json)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, Options)) json.WriteTo(writer);
        bytes.Write("\n"u8);
        return bytes.WrittenMemory;
    }
}
