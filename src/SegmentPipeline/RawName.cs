using System.Buffers;
using System.Globalization;
using System.Text;

namespace SegmentPipeline;

/// <summary>Names as bytes, and how they are shown.</summary>
internal static class RawName
{
    /// <summary>The name as text. A byte that is not UTF-8 becomes <c>\xNN</c>; all else stands as it is, control characters too:
    /// whoever shows a name escapes for the place where it is shown.</summary>
    internal static string ToText(ReadOnlySpan<byte> name)
    {
        if (System.Text.Unicode.Utf8.IsValid(name)) return Encoding.UTF8.GetString(name);
        var text = new StringBuilder(name.Length * 2);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var consumed) == OperationStatus.Done)
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

    /// <summary>Order of two names by the bytes of their text.</summary>
    internal static int CompareBytes(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    /// <summary>The bytes that <see cref="ToText"/> shows as <paramref name="text"/>, every <c>\xNN</c> being a byte.</summary>
    internal static byte[] Unescape(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes.AsSpan(i).StartsWith("\\x"u8) && i + 4 <= bytes.Length
                && byte.TryParse(bytes.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[length++] = value;
                i += 3;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }

        return bytes[..length];
    }
}
