using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Fleet;

/// <summary>What a node says in the log about who comes to its doors.</summary>
internal static partial class Log
{
    [LoggerMessage(430, LogLevel.Warning, "the certificate of node {Node} is valid until {Until} only; make another in time")]
    internal static partial void CertificateEnds(this ILogger log, string node, string until);

    [LoggerMessage(431, LogLevel.Warning, "a certificate was refused, and {More} more since this was said last: {Cause}")]
    internal static partial void PeerRefused(this ILogger log, long more, string cause);
}
