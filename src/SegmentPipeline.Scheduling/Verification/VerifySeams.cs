using Microsoft.Extensions.Logging;
using SegmentPipeline.Hosting;
using SegmentPipeline.Ledger;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>What a loop that verifies an archive works with; tests bring their own.</summary>
/// <param name="Pass">Does one pass, and tells all of it.</param>
/// <param name="Recall">Tells what the ledger knows.</param>
/// <param name="IsAudited">Whether an audit reads the same disk now.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Log">The log.</param>
internal sealed record VerifySeams(
    Func<VerifyPass, CancellationToken, Task> Pass,
    Func<VerifyHistory> Recall,
    Func<bool> IsAudited,
    TimeProvider Clock,
    ILogger Log)
{
    /// <summary>The metrics, or null.</summary>
    internal PipelineMetrics? Metrics { get; init; }

    /// <summary>Who is told of the archive; null for nobody.</summary>
    internal ArchiveEar? Ear { get; init; }
}

/// <summary>One pass.</summary>
/// <param name="Tally">Is told all of it.</param>
/// <param name="Gate">Holds it up.</param>
/// <param name="Tell">Is told how the corrupt files have changed since the pass began.</param>
internal sealed record VerifyPass(VerifyTally Tally, ReadingGate Gate, Action<CauseCounts> Tell)
{
    /// <summary>What is asked for; null: what the schedule of the archive says.</summary>
    internal VerificationRequest? Request { get; init; }

    /// <summary>Is told each record, and waited for; or null.</summary>
    internal Func<VerificationRecord, ValueTask>? Write { get; init; }

    /// <summary>Is told how far it is; or null.</summary>
    internal IProgress<VerificationProgress>? Progress { get; init; }
}

/// <summary>What a ledger knows of verifying an archive.</summary>
/// <param name="Last">The last run, whoever made it; null if there was none.</param>
/// <param name="Corrupt">The corrupt files that are still there.</param>
internal sealed record VerifyHistory(LedgerRun? Last, CauseCounts Corrupt)
{
    /// <summary>Of an archive without a ledger.</summary>
    internal static VerifyHistory None { get; } = new(null, CauseCounts.None);

    /// <summary>Reads it. May take a while.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal static VerifyHistory Read(ScheduledArchive archive)
    {
        using var ledger = ArchiveHistory.Open(archive);
        if (ledger is null) return None;
        var runs = ledger.RunsWithoutStreams(1, kind: LedgerRunKind.Verify);
        return new VerifyHistory(runs.Count > 0 ? runs[0] : null, CauseCounts.Of(ledger.CorruptFiles().Select(corrupt => corrupt.File)));
    }
}
