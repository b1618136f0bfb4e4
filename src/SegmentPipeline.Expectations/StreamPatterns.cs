using System.IO.Enumeration;

namespace SegmentPipeline.Expectations;

/// <summary>Which streams a rule is about.</summary>
internal static class StreamPatterns
{
    /// <summary>Stands for a backslash, which the matcher would take for an escape: names have it in bytes that are no text. No name that
    /// can be shown has this character.</summary>
    private const char Backslash = '\u0001';

    internal static bool Match(IReadOnlyList<string> patterns, StreamId stream)
    {
        if (patterns.Count == 0) return true;
        foreach (var pattern in patterns)
        {
            var text = pattern.Contains('/', StringComparison.Ordinal) ? $"{stream.Channel}/{stream.Quality}" : stream.Channel;
            if (FileSystemName.MatchesSimpleExpression(Expression(pattern), Plain(text), ignoreCase: false)) return true;
        }

        return false;
    }

    /// <summary>A star or question mark of a name stands in a pattern as the byte that it is: no name is shown so.</summary>
    private static string Expression(string pattern) => Plain(pattern)
        .Replace($"{Backslash}x2A", @"\*", StringComparison.Ordinal)
        .Replace($"{Backslash}x3F", @"\?", StringComparison.Ordinal);

    private static string Plain(string text) => text.Replace('\\', Backslash);
}
