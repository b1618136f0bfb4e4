using System.IO.Enumeration;

namespace SegmentPipeline.Ledger;

/// <summary>What a request looks at: which streams, and which time of them.</summary>
/// <remarks>The same rules as the audit's plan (semantics §1 and §4), for streams that are not there any more.</remarks>
internal sealed class RunScope(AuditRequest request, Timestamp now)
{
    private readonly Timestamp _cut = now - request.Settle;

    internal long ToleranceMicroseconds => request.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The first hour that is read.</summary>
    internal int FirstHour => request.Start is { } start ? start.Hour.Previous.SinceEpoch : int.MinValue;

    /// <summary>The last hour that is read.</summary>
    internal int LastHour => request.End is { } end ? end.Hour.SinceEpoch : int.MaxValue;

    /// <summary>Whether a stream would be audited if it were there.</summary>
    internal bool Takes(StreamId stream) => Takes(stream.Channel)
        && (request.Qualities.Count == 0 || request.Qualities.Contains(stream.Quality))
        && !IsExcluded($"{stream.Channel}/{stream.Quality}");

    /// <summary>Whether a channel would be audited.</summary>
    internal bool Takes(string channel) => (request.Channels.Count == 0 || request.Channels.Contains(channel)) && !IsExcluded(channel);

    /// <summary>The time that the request judges, of a stream with that window.</summary>
    internal TimeRange TimeOf(TimeRange? window)
    {
        var end = request.End is { } asked ? Timestamp.Min(asked, _cut) : _cut;
        if (window is { } audited) end = Timestamp.Max(end, audited.End);
        var start = request.Start ?? RangeSets.Always.Start;
        return new TimeRange(start, Timestamp.Max(start, end));
    }

    private bool IsExcluded(string path) => request.Exclude.Any(pattern => pattern.StartsWith("**/", StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(pattern.AsSpan("**/".Length), path.AsSpan(path.LastIndexOf('/') + 1), ignoreCase: false)
        : pattern.Contains('/', StringComparison.Ordinal) == path.Contains('/', StringComparison.Ordinal)
            && FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false));
}
