using System.IO.Enumeration;

namespace SegmentPipeline.Expectations;

/// <summary>Which streams a rule is about.</summary>
internal static class StreamPatterns
{
    internal static bool Match(IReadOnlyList<string> patterns, StreamId stream)
    {
        if (patterns.Count == 0) return true;
        foreach (var pattern in patterns)
        {
            var text = pattern.Contains('/', StringComparison.Ordinal) ? $"{stream.Channel}/{stream.Quality}" : stream.Channel;
            if (FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false)) return true;
        }

        return false;
    }
}
