namespace SegmentPipeline.Ledger;

/// <summary>What a verification of what files hold came to.</summary>
public sealed record LedgerVerification
{
    /// <summary>How far it looked into files.</summary>
    public VerificationLevel Level { get; init; }

    /// <summary>Files that were to be looked into.</summary>
    public long Files { get; init; }

    /// <summary>Files that were.</summary>
    public long Checked { get; init; }

    /// <summary>Bytes that were read.</summary>
    public long Bytes { get; init; }

    /// <summary>Files that were corrupt.</summary>
    public long Corrupt { get; init; }

    /// <summary>Files that could not be read.</summary>
    public long Unreadable { get; init; }

    /// <summary>Files that were gone when their turn came.</summary>
    public long Vanished { get; init; }

    /// <summary>Files whose turn did not come.</summary>
    public long NotChecked { get; init; }
}
