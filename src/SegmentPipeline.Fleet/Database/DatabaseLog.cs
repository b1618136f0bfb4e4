using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Fleet;

/// <summary>What a node says in the log about its database and its name.</summary>
internal static partial class Log
{
    [LoggerMessage(420, LogLevel.Warning, "the database of the fleet, {Where}, is waited for: {Cause}")]
    internal static partial void DatabaseAway(this ILogger log, string where, string cause);

    [LoggerMessage(421, LogLevel.Information, "the database of the fleet, {Where}, is there again")]
    internal static partial void DatabaseBack(this ILogger log, string where);

    [LoggerMessage(422, LogLevel.Warning, "the name {Node} is not held in the database {Where} for now: {Cause}")]
    internal static partial void NameNotHeld(this ILogger log, string node, string where, string cause);

    [LoggerMessage(423, LogLevel.Information, "the name {Node} is held in the database {Where} again")]
    internal static partial void NameHeld(this ILogger log, string node, string where);

    [LoggerMessage(424, LogLevel.Critical, "{Cause}")]
    internal static partial void NameLost(this ILogger log, string cause);
}
