using System.IO.Enumeration;

namespace SegmentPipeline;

/// <summary>Which channels, qualities and entries beside the hours a request is about.</summary>
internal sealed class NameFilter(AuditRequest request)
{
    private const string EveryLevel = "**/";

    internal bool Takes(string channel) =>
        (request.Channels.Count == 0 || request.Channels.Contains(channel)) && ExcludingPattern(channel) is null;

    internal bool Takes(string channel, string quality) => Takes(channel, quality, [quality]);

    /// <summary>The same, where the other qualities of the channel say what a name that is asked for means.</summary>
    internal bool Takes(string channel, string quality, IReadOnlyCollection<string> qualities) =>
        (request.Qualities.Count == 0 || request.Qualities.Any(wanted => Meant(wanted, qualities) == quality))
        && ExcludingPattern($"{channel}/{quality}") is null;

    /// <summary>The name that is meant by a text: the one that is shown so, or if there is none, the one that is these very
    /// characters.</summary>
    internal static string Meant(string text, IReadOnlyCollection<string> names)
    {
        var shown = RawName.ToText(RawName.Unescape(text));
        if (names.Contains(shown)) return shown;
        var literal = RawName.ToText(System.Text.Encoding.UTF8.GetBytes(text));
        return names.Contains(literal) ? literal : shown;
    }

    /// <summary>Whether an entry beside the hours is looked at.</summary>
    internal bool TakesBesideHours(string name) => !request.Exclude.Any(pattern => MatchesOnEveryLevel(pattern, name));

    /// <summary>The pattern that leaves a channel or a quality out, or null.</summary>
    internal string? ExcludingPattern(string path) => request.Exclude.FirstOrDefault(pattern => Matches(pattern, path));

    private static bool Matches(string pattern, string path) =>
        pattern.StartsWith(EveryLevel, StringComparison.Ordinal)
            ? MatchesOnEveryLevel(pattern, path[(path.LastIndexOf('/') + 1)..])
            : pattern.Contains('/') == path.Contains('/') && FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false);

    private static bool MatchesOnEveryLevel(string pattern, string name) =>
        pattern.StartsWith(EveryLevel, StringComparison.Ordinal)
        && FileSystemName.MatchesSimpleExpression(pattern.AsSpan(EveryLevel.Length), name, ignoreCase: false);
}
