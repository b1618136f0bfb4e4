using System.Globalization;
using System.Text;

namespace SegmentPipeline;

/// <summary>Text that can be shown: names in an archive are bytes that strangers chose.</summary>
public static class VisibleText
{
    /// <summary>The text with everything that would move a cursor, break a line or turn the reading direction written as
    /// <c>\xNN</c>, byte by byte of its UTF-8, as names that are not UTF-8 already are.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The same string if there is nothing to replace.</returns>
    public static string MakeVisible(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsVisible(text) ? text : Replace(text);
    }

    private static bool IsVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsVisible(rune)) return false;
        }

        return true;
    }

    // Format characters turn the direction or join to nothing; U+FFFD stands for half a surrogate pair and is fine to show.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Replace(string text)
    {
        var visible = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                visible.Append(rune.ToString());
                continue;
            }

            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)]) visible.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        }

        return visible.ToString();
    }
}
