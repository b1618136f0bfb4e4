namespace SegmentPipeline.Cli;

/// <summary>A word as a shell of POSIX takes it for one.</summary>
internal static class ShellWord
{
    private const string Plain = "%+,-./:=@_";

    /// <summary>The word itself if no character of it means anything to a shell, else in single quotes.</summary>
    internal static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
