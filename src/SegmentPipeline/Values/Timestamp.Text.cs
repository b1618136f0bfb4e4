using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SegmentPipeline;

public readonly partial record struct Timestamp
{
    private const int MostCharacters = 32;

    /// <summary>RFC 3339 in UTC with six fraction digits, as in <c>2026-03-28T22:00:02.010000Z</c>.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MostCharacters];
        return TimestampText.TryFormat(this, text, out var written)
            ? new string(text[..written])
            : throw new InvalidOperationException($"{UnixMicroseconds} µs does not fit a timestamp's text.");
    }

    /// <summary>The same as <see cref="ToString()"/>: a moment has one text, in every culture.</summary>
    /// <param name="format">Null, empty or <c>O</c>.</param>
    /// <param name="formatProvider">Not asked.</param>
    /// <exception cref="FormatException">The format is another one.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        ThrowIfUnknown(format);
        return ToString();
    }

    /// <summary>Writes what <see cref="ToString()"/> gives.</summary>
    /// <param name="destination">Gets it.</param>
    /// <param name="charsWritten">How many characters it takes, or zero if there is too little room.</param>
    /// <param name="format">Empty or <c>O</c>.</param>
    /// <param name="provider">Not asked.</param>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="FormatException">The format is another one.</exception>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        ThrowIfUnknown(format);
        return TimestampText.TryFormat(this, destination, out charsWritten);
    }

    /// <summary>Writes what <see cref="ToString()"/> gives, in UTF-8.</summary>
    /// <param name="utf8Destination">Gets it.</param>
    /// <param name="bytesWritten">How many bytes it takes, or zero if there is too little room.</param>
    /// <param name="format">Empty or <c>O</c>.</param>
    /// <param name="provider">Not asked.</param>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="FormatException">The format is another one.</exception>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        ThrowIfUnknown(format);
        Span<char> text = stackalloc char[MostCharacters];
        bytesWritten = 0;
        return TimestampText.TryFormat(this, text, out var written)
            && Encoding.ASCII.TryGetBytes(text[..written], utf8Destination, out bytesWritten);
    }

    /// <summary>Reads RFC 3339 with any offset, or with none for UTC, and what is shorter: <c>YYYY-MM-DDTHH:MM</c>, an hour
    /// <c>YYYY-MM-DDTHH</c>, a date
    /// <c>YYYY-MM-DD</c>. A space may stand for the <c>T</c> before minutes. Digits after the sixth of a fraction must be zeros; seconds
    /// end with 59.</summary>
    /// <param name="text">The text; surrounding white space is not accepted.</param>
    /// <param name="value">The moment, or the default if the text is not one.</param>
    /// <returns>Whether the text names a moment exactly.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Timestamp value) => TimestampText.TryParse(text, out value);

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The moment, or the default if the text is not one.</param>
    /// <param name="fault">What is wrong with the text, in a sentence that begins with it; null if it names a moment.</param>
    public static bool TryParse(string? text, out Timestamp value, [NotNullWhen(false)] out string? fault)
    {
        fault = TimestampText.FaultOf(text, out value) is { } wrong ? $"'{text}' {wrong}" : null;
        return fault is null;
    }

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads, in the same way in every culture.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not asked.</param>
    /// <param name="result">The moment, or the default if the text is not one.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Timestamp result) =>
        TimestampText.TryParse(s, out result);

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads, in the same way in every culture.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not asked.</param>
    /// <param name="result">The moment, or the default if the text is not one.</param>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Timestamp result) =>
        TimestampText.TryParse(s, out result);

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not such a time.</exception>
    public static Timestamp Parse(string text) => TryParse(text, out var value, out var fault) ? value : throw new FormatException(fault);

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads, in the same way in every culture.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not asked.</param>
    /// <exception cref="FormatException">The text is not such a time.</exception>
    public static Timestamp Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    /// <summary>Reads what <see cref="TryParse(string?, out Timestamp)"/> reads, in the same way in every culture.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not asked.</param>
    /// <exception cref="FormatException">The text is not such a time.</exception>
    public static Timestamp Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TimestampText.FaultOf(s, out var value) is { } wrong ? throw new FormatException($"'{s}' {wrong}") : value;

    private static void ThrowIfUnknown(ReadOnlySpan<char> format)
    {
        if (!format.IsEmpty && format is not ("O" or "o"))
            throw new FormatException($"a moment has no format '{format}'; leave it out, or write O");
    }
}
