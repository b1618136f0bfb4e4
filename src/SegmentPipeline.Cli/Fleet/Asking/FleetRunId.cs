using System.Globalization;
using System.Security.Cryptography;

namespace SegmentPipeline.Cli;

/// <summary>What a run of the fleet is called.</summary>
internal static class FleetRunId
{
    private const int Longest = 64;
    private const int RandomBytes = 4;

    /// <summary>A new one. Whoever asks for a run names it, so that asking again begins no other.</summary>
    internal static string Make(DateTimeOffset now)
    {
        var random = RandomNumberGenerator.GetHexString(2 * RandomBytes, lowercase: true);
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss}-{random}");
    }

    /// <summary>Whether a text may be one: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first a letter or a
    /// digit.</summary>
    internal static bool IsId(string text) => text.Length is > 0 and <= Longest
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    /// <summary>The same text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static string Check(string text) => IsId(text) ? text : throw new FormatException("a run has no such id");
}
