namespace SegmentPipeline.Ledger;

/// <summary>How much of an archive has been verified, as far as a ledger knows.</summary>
public sealed record LedgerContentState
{
    /// <summary>Hours of which something was verified.</summary>
    public long Hours { get; init; }

    /// <summary>Files in them that were.</summary>
    public long Files { get; init; }

    /// <summary>When the hour was verified that has waited longest since; null if none was.</summary>
    public Timestamp? Oldest { get; init; }

    /// <summary>Hours that audits have read and nobody has verified.</summary>
    public long NeverHours { get; init; }

    /// <summary>The first of them; null if there is none.</summary>
    public Hour? FirstNever { get; init; }
}
