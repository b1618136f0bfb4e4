using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Web;

/// <summary>All that the HTTP side logs. Ids and the names of values are an interface: they are never given to anything else.</summary>
internal static partial class Log
{
    /// <summary>Name of the logger.</summary>
    internal const string Category = "SegmentPipeline.Web";

    [LoggerMessage(100, LogLevel.Information, "Listening on {Urls}, archives: {Archives}")]
    internal static partial void Listening(this ILogger log, string urls, int archives);

    [LoggerMessage(
        101,
        LogLevel.Warning,
        "Listening on {Urls}, which other machines can reach: whoever can connect may read everything, {Acting}"
    )]
    internal static partial void ReachableFromElsewhere(this ILogger log, string urls, string acting);

    [LoggerMessage(111, LogLevel.Warning, "The reply to {Method} {Path} was broken off: {Cause}")]
    internal static partial void ReplyBroke(this ILogger log, string method, string path, string cause);

    [LoggerMessage(112, LogLevel.Warning, "{Method} {Path} could not be answered: {Cause}")]
    internal static partial void ReplyFailed(this ILogger log, string method, string path, string cause);

    [LoggerMessage(113, LogLevel.Information, "{User} asked for {Method} {Path}")]
    internal static partial void ActionAsked(this ILogger log, string user, string method, string path);

    [LoggerMessage(114, LogLevel.Warning, "Requests came with a wrong token, since that was told last: {Count}, one of them from {Peer}")]
    internal static partial void WrongTokens(this ILogger log, long count, string peer);

    [LoggerMessage(110, LogLevel.Error, "{Method} {Path} stopped at a defect, please report it")]
    internal static partial void RequestBroke(this ILogger log, string method, string path, Exception defect);
}
