namespace SegmentPipeline.Cli;

/// <summary>A command line for a shell, over as many lines as a screen needs.</summary>
internal static class ShellLines
{
    private const string GoesOn = " \\";
    private const int Further = 4;

    /// <summary>The lines; what is too long for one stands alone in it.</summary>
    /// <param name="words">What must not be broken.</param>
    /// <param name="width">Columns.</param>
    /// <param name="indent">How far all of it stands to the right.</param>
    internal static IEnumerable<string> Break(IReadOnlyList<string> words, int width, int indent)
    {
        var line = new string(' ', indent) + words[0];
        foreach (var word in words.Skip(1))
        {
            if (line.Length + 1 + word.Length + GoesOn.Length <= width)
            {
                line += $" {word}";
                continue;
            }

            yield return line + GoesOn;
            line = new string(' ', indent + Further) + word;
        }

        yield return line;
    }
}
