using System.Buffers;
using System.Globalization;
using System.Text;

namespace SegmentPipeline;

/// <summary>Names as bytes, and how they are shown.</summary>
internal static class RawName
{
    private const int EscapeLength = 4;

    /// <summary>The name as text, so that no two names have the same. A byte that is not UTF-8 becomes <c>\xNN</c>, and a backslash that
    /// would be read as the start of one <c>\x5C</c>; all else stands as it is, control characters too: whoever shows a name escapes for
    /// the place where it is shown.</summary>
    internal static string ToText(ReadOnlySpan<byte> name)
    {
        if (IsText(name)) return Encoding.UTF8.GetString(name);
        var text = new StringBuilder(name.Length * 2);
        while (!name.IsEmpty)
        {
            var consumed = 1;
            if (!IsEscape(name, out _) && Rune.DecodeFromUtf8(name, out var rune, out consumed) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                for (var i = 0; i < consumed; i++) text.Append(CultureInfo.InvariantCulture, $"\\x{name[i]:X2}");
            }

            name = name[consumed..];
        }

        return text.ToString();
    }

    /// <summary>Order of two names, given as text, by their bytes.</summary>
    internal static int CompareBytes(string left, string right) => IsPlain(left) && IsPlain(right)
        ? string.CompareOrdinal(left, right)
        : Unescape(left).AsSpan().SequenceCompareTo(Unescape(right));

    /// <summary>Refuses what no entry of a directory can be called.</summary>
    internal static void ThrowIfNoName(ReadOnlySpan<byte> name, string parameter)
    {
        if (name.IsEmpty || name.ContainsAny((byte)'/', (byte)0)) throw new ArgumentException("no entry has that name", parameter);
    }

    /// <summary>Whether a name stands as it is in its text: it is UTF-8 and nothing of it could be read as an escape.</summary>
    internal static bool IsText(ReadOnlySpan<byte> name) => System.Text.Unicode.Utf8.IsValid(name) && !name.Contains((byte)'\\');

    /// <summary>Whether the characters of a text are the bytes of its name.</summary>
    private static bool IsPlain(string text) => Ascii.IsValid(text) && !text.Contains('\\');

    /// <summary>The bytes that <see cref="ToText"/> shows as <paramref name="text"/>. Of text that it never makes, whatever is no escape
    /// stands for itself; no text becomes a slash, a dot, a NUL or a control character that it does not have.</summary>
    internal static byte[] Unescape(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!text.Contains('\\')) return bytes;
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = IsEscape(bytes.AsSpan(i), out var value);
            bytes[length++] = isEscape ? value : bytes[i];
            if (isEscape) i += EscapeLength - 1;
        }

        return bytes[..length];
    }

    /// <summary>Whether text begins with an escape: only of a byte that is no ASCII, or of the backslash itself.</summary>
    private static bool IsEscape(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        return text.StartsWith("\\x"u8) && text.Length >= EscapeLength
            && char.IsAsciiHexDigit((char)text[2]) && char.IsAsciiHexDigit((char)text[3])
            && byte.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            && value is >= 0x80 or (byte)'\\';
    }
}
