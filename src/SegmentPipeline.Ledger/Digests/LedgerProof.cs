namespace SegmentPipeline.Ledger;

/// <summary>What became of looking whether the audits in a ledger, and their reports, are those that were written down.</summary>
public sealed record LedgerProof
{
    /// <summary>What is not as it was written down, the oldest run first.</summary>
    public IReadOnlyList<LedgerDoubt> Doubts { get; init; } = [];

    /// <summary>Whether there are more than <see cref="Doubts"/> has.</summary>
    public bool HasMoreDoubts { get; init; }

    /// <summary>Audits that were looked at.</summary>
    public long Runs { get; init; }

    /// <summary>Audits that ended before there were digests.</summary>
    public long WithoutDigest { get; init; }

    /// <summary>The newest audit that has a digest; null if none has.</summary>
    public long? Newest { get; init; }

    /// <summary>Its digest, which covers those of all before it. Kept elsewhere, it shows whether all of the history was made
    /// anew.</summary>
    public string? Digest { get; init; }

    /// <summary>Files of reports that were compared.</summary>
    public long Reports { get; init; }

    /// <summary>Files of reports that are not there.</summary>
    public long AbsentReports { get; init; }
}

/// <summary>Something that is not as it was written down.</summary>
public sealed record LedgerDoubt
{
    /// <summary>The run that it is about.</summary>
    public required long Run { get; init; }

    /// <summary>When that run began; null if it is gone.</summary>
    public Timestamp? Started { get; init; }

    /// <summary>The report; null if it is the run itself.</summary>
    public string? Report { get; init; }

    /// <summary>What is not as it was, as the rest of a sentence about the run or the report.</summary>
    public required string Text { get; init; }
}
