using System.IO.Enumeration;

namespace SegmentPipeline.Listing;

/// <summary>Which channels and qualities a request is about.</summary>
internal sealed class NameFilter(AuditRequest request)
{
    internal bool Takes(string channel) =>
        (request.Channels.Count == 0 || request.Channels.Contains(channel)) && ExcludingPattern(channel) is null;

    internal bool Takes(string channel, string quality) =>
        (request.Qualities.Count == 0 || request.Qualities.Contains(quality)) && ExcludingPattern($"{channel}/{quality}") is null;

    /// <summary>The pattern that leaves a path out, or null.</summary>
    internal string? ExcludingPattern(string path) =>
        request.Exclude.FirstOrDefault(pattern =>
            pattern.Contains('/') == path.Contains('/') && FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false));
}
