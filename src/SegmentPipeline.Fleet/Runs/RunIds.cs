using System.Text.RegularExpressions;

namespace SegmentPipeline.Fleet;

/// <summary>What a run may be called: it becomes the name of files and the key of rows.</summary>
internal static partial class RunIds
{
    /// <summary>Whether a text is such a name: 1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first a letter or a
    /// digit.</summary>
    internal static bool IsId(string text) => Form().IsMatch(text);

    /// <summary>A text that is one.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    internal static string Check(string text) =>
        IsId(text) ? text : throw new ArgumentException($"'{VisibleText.MakeVisible(text)}' is no name of a run", nameof(text));

    /// <summary>A new one.</summary>
    internal static string Make(DateTimeOffset now) => $"{now.UtcDateTime:yyyyMMdd'T'HHmmss}-{Guid.NewGuid().ToString("N")[..8]}";

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
