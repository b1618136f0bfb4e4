using SegmentPipeline.Ledger;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>The verifying of an archive at one moment.</summary>
public sealed record VerificationStatus
{
    /// <summary>What is done about it now.</summary>
    public ArchiveActivity Activity { get; init; }

    /// <summary>When the pass under way began, if there is one.</summary>
    public Timestamp? Since { get; init; }

    /// <summary>How far that pass is.</summary>
    public VerificationProgress Progress { get; init; }

    /// <summary>When the next pass begins by itself; null while one is under way, and if none will.</summary>
    public Timestamp? Due { get; init; }

    /// <summary>The last pass that the ledger knows of, whoever made it; null if there was none.</summary>
    public LedgerRun? Last { get; init; }

    /// <summary>Why the last pass of this host failed; null if it did not.</summary>
    public string? Failure { get; init; }
}
