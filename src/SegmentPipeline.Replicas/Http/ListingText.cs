using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Reads what nodes tell: names as a JSON array, digests as a JSON object.</summary>
/// <remarks>Source: semantics §8. A byte of a name that is not UTF-8 comes as a lone surrogate, <c>\udc80</c> to <c>\udcff</c>, as Python
/// writes it.</remarks>
internal static class ListingText
{
    private const int EscapeLength = 6;

    /// <summary>Reads an array of names.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static List<ReadOnlyMemory<byte>> ReadNames(ReadOnlySpan<byte> json)
    {
        var names = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("not an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("not an array of names");
            names.Add(reader.ValueIsEscaped ? Unescape(reader.ValueSpan) : reader.ValueSpan.ToArray());
        }

        ReadEnd(ref reader);
        return names;
    }

    /// <summary>Reads the digests of hours; an hour without one, or with something else, is left out.</summary>
    /// <exception cref="JsonException">They are none.</exception>
    internal static Dictionary<Hour, HourNamesDigest> ReadDigests(ReadOnlySpan<byte> json)
    {
        var digests = new Dictionary<Hour, HourNamesDigest>();
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("not an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHour = Hour.TryParse(reader.GetString(), out var hour);
            reader.Read();
            if (isHour && reader.TokenType == JsonTokenType.StartObject && ReadDigest(ref reader) is { } digest) digests[hour] = digest;
            else reader.Skip();
        }

        ReadEnd(ref reader);
        return digests;
    }

    private static HourNamesDigest? ReadDigest(ref Utf8JsonReader reader)
    {
        int? entries = null;
        string? sha256 = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCount, isDigest) = (reader.ValueTextEquals("entries"u8), reader.ValueTextEquals("digest"u8));
            reader.Read();
            if (isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count)) entries = count;
            else if (isDigest && reader.TokenType == JsonTokenType.String) sha256 = reader.GetString();
            else reader.Skip();
        }

        return entries is { } told && sha256 is not null ? new HourNamesDigest { EntryCount = told, Sha256 = sha256 } : null;
    }

    /// <summary>Nothing may stand behind the value, and the value may not be cut short.</summary>
    private static void ReadEnd(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth != 0 || reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject) || reader.Read())
            throw new JsonException("cut short");
    }

    /// <summary>The bytes of a name that was written with escapes; the reader has seen to it that they are well formed.</summary>
    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length);
        while (!text.IsEmpty)
        {
            if (text[0] != '\\')
            {
                bytes.Write(text[..1]);
                text = text[1..];
            }
            else if (text[1] == 'u')
            {
                text = text[AddUnit(text, bytes)..];
            }
            else
            {
                bytes.Write([Meant(text[1])]);
                text = text[2..];
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Adds what one or two escaped units stand for.</summary>
    /// <returns>How many characters they take.</returns>
    private static int AddUnit(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> bytes)
    {
        const char firstStray = '\udc80', lastStray = '\udcff';
        var unit = UnitAt(text);
        if (!char.IsSurrogate(unit))
        {
            Add(new Rune(unit), bytes);
            return EscapeLength;
        }

        if (unit is >= firstStray and <= lastStray)
        {
            bytes.Write([unchecked((byte)unit)]);
            return EscapeLength;
        }

        var isPair = text.Length >= 2 * EscapeLength && text[EscapeLength] == '\\' && text[EscapeLength + 1] == 'u';
        if (!isPair || !Rune.TryCreate(unit, UnitAt(text[EscapeLength..]), out var rune)) throw new JsonException("a lone surrogate");
        Add(rune, bytes);
        return 2 * EscapeLength;
    }

    private static void Add(Rune rune, ArrayBufferWriter<byte> bytes) => bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));

    private static char UnitAt(ReadOnlySpan<byte> text) =>
        (char)ushort.Parse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte Meant(byte escaped) => (char)escaped switch
    {
        'b' => (byte)'\b',
        'f' => (byte)'\f',
        'n' => (byte)'\n',
        'r' => (byte)'\r',
        't' => (byte)'\t',
        _ => escaped,
    };
}
