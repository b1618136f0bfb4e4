namespace SegmentPipeline.Ledger;

/// <summary>A report of an audit that was written to a file.</summary>
public sealed record LedgerReport
{
    /// <summary>Where it was written to.</summary>
    public required string Path { get; init; }

    /// <summary>How many bytes it has.</summary>
    public required long Bytes { get; init; }

    /// <summary>The SHA-256 of them, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
