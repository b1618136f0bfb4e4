namespace SegmentPipeline.Ledger;

/// <summary>All that a ledger keeps for those who are told of an archive.</summary>
public sealed record LedgerNotices
{
    /// <summary>How many notices a ledger keeps at most; the oldest give way.</summary>
    public const int Most = 1000;

    /// <summary>What is still to be told, the oldest first.</summary>
    public IReadOnlyList<LedgerNotice> Notices { get; init; } = [];

    /// <summary>What goes on.</summary>
    public IReadOnlyList<LedgerTrouble> Troubles { get; init; } = [];

    /// <summary>When each hook was told last of anything.</summary>
    public IReadOnlyDictionary<string, Timestamp> Sent { get; init; } = new Dictionary<string, Timestamp>(StringComparer.Ordinal);

    /// <summary>The last audit of which the notices were made; null if there was none.</summary>
    public long? ToldRun { get; init; }
}

/// <summary>What changes in what a ledger keeps for those who are told. All of it may be written twice.</summary>
public sealed record LedgerNoticeChanges
{
    /// <summary>Notices that are new, or have got a message.</summary>
    public IReadOnlyList<LedgerNotice> Put { get; init; } = [];

    /// <summary>Keys of notices that have been told, or given up.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>What has begun, or has been told.</summary>
    public IReadOnlyList<LedgerTrouble> Begun { get; init; } = [];

    /// <summary>What is over; only hooks and keys count.</summary>
    public IReadOnlyList<LedgerTrouble> Over { get; init; } = [];

    /// <summary>When hooks were told.</summary>
    public IReadOnlyDictionary<string, Timestamp> Sent { get; init; } = new Dictionary<string, Timestamp>(StringComparer.Ordinal);

    /// <summary>The last audit of which the notices have been made; null leaves what is there.</summary>
    public long? ToldRun { get; init; }
}
