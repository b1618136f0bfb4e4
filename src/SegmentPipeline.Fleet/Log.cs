using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Fleet;

/// <summary>What a node of a fleet says in the log. Ids are never given to anything else.</summary>
internal static partial class Log
{
    /// <summary>The category of all of it.</summary>
    internal const string Category = "SegmentPipeline.Fleet";

    [LoggerMessage(400, LogLevel.Information, "node {Node} is part of the fleet {Cluster}")]
    internal static partial void Joined(this ILogger log, string node, string cluster);

    [LoggerMessage(401, LogLevel.Warning, "the fleet cannot be asked now, and is tried again: {Cause}")]
    internal static partial void CannotJoin(this ILogger log, string cause);

    [LoggerMessage(402, LogLevel.Warning, "the fleet has taken this node for dead, or lost it: {Cause}; it joins anew")]
    internal static partial void Expelled(this ILogger log, string cause);

    [LoggerMessage(403, LogLevel.Critical, "the host stops, since it cannot be this node: {Cause}")]
    internal static partial void NodeStops(this ILogger log, string cause);

    [LoggerMessage(410, LogLevel.Information, "run {Run}: this node begins its part")]
    internal static partial void PartBegins(this ILogger log, string run);

    [LoggerMessage(411, LogLevel.Error, "run {Run}: this node has no answer: {Cause}")]
    internal static partial void PartFailed(this ILogger log, string run, string cause);

    [LoggerMessage(412, LogLevel.Critical, "run {Run}: this node's part stopped at a defect")]
    internal static partial void PartBroke(this ILogger log, string run, Exception defect);

    [LoggerMessage(413, LogLevel.Warning, "run {Run}: the state of the run cannot be kept, and is tried again: {Cause}")]
    internal static partial void StateNotKept(this ILogger log, string run, string cause);

    [LoggerMessage(414, LogLevel.Information, "run {Run}: ended with {Exit}, nodes that answered: {Answered} of {Nodes}")]
    internal static partial void RunEnded(this ILogger log, string run, int exit, int answered, int nodes);

    [LoggerMessage(415, LogLevel.Critical, "run {Run}: stopped at a defect")]
    internal static partial void RunBroke(this ILogger log, string run, Exception defect);

    [LoggerMessage(416, LogLevel.Warning, "run {Run}: there is no verdict yet, and it is tried again: {Cause}")]
    internal static partial void NoVerdictYet(this ILogger log, string run, string cause);
}
