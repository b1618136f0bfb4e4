using Microsoft.Extensions.Logging;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>Logs what passes of verifying come to: one line a pass.</summary>
internal static class VerifyLines
{
    internal static void Add(ILogger log, string archive, VerificationSummaryRecord summary, TimeSpan elapsed)
    {
        var level = summary switch
        {
            { Outcome: AuditOutcome.Failed } => LogLevel.Error,
            { Corrupt: > 0 } or { Unreadable: > 0 } or { UnreadableDirectories: > 0 } or { Clocks.HiddenHole: > 0 } => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        var oldestSeconds = (long)(summary.OldestUnverified ?? TimeSpan.Zero).TotalSeconds;
        var elapsedSeconds = Math.Round(elapsed.TotalSeconds, 3);
        log.Verified(
            level,
            archive,
            summary.Checked,
            summary.Files,
            summary.Bytes,
            summary.Corrupt,
            summary.Unreadable,
            summary.Vanished,
            summary.Clocks.HiddenHole,
            oldestSeconds,
            elapsedSeconds);
    }
}
