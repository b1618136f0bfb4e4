using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Web;

/// <summary>All that the HTTP side logs. Ids and the names of values are an interface: they are never given to anything else.</summary>
internal static partial class Log
{
    /// <summary>Name of the logger.</summary>
    internal const string Category = "SegmentPipeline.Web";

    [LoggerMessage(100, LogLevel.Information, "Listening on {Urls}, auditing {Archives} archives")]
    internal static partial void Listening(this ILogger log, string urls, int archives);

    [LoggerMessage(
        101,
        LogLevel.Warning,
        "Listening on {Urls}, which other machines can reach: whoever can connect may read everything and start audits, there is no authentication"
    )]
    internal static partial void ReachableFromElsewhere(this ILogger log, string urls);

    [LoggerMessage(111, LogLevel.Warning, "The reply to {Method} {Path} was broken off: {Cause}")]
    internal static partial void ReplyBroke(this ILogger log, string method, string path, string cause);

    [LoggerMessage(112, LogLevel.Warning, "{Method} {Path} could not be answered: {Cause}")]
    internal static partial void ReplyFailed(this ILogger log, string method, string path, string cause);

    [LoggerMessage(110, LogLevel.Error, "{Method} {Path} stopped at a defect, please report it")]
    internal static partial void RequestBroke(this ILogger log, string method, string path, Exception defect);
}
