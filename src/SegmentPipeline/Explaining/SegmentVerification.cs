namespace SegmentPipeline;

/// <summary>What a ledger knows of the content of a segment, from verifications.</summary>
/// <remarks>Source: docs/formats.md, Why.</remarks>
public sealed record SegmentVerification
{
    /// <summary>The segment.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>When its hour was verified, the file of it that was looked into least recently; null if that has not come to an end
    /// yet.</summary>
    public Timestamp? VerifiedAt { get; init; }

    /// <summary>How far files were looked into; null if none has been.</summary>
    public VerificationLevel? Level { get; init; }

    /// <summary>When its file was put there, written to or renamed, if that was after the verification: what was found is of another file
    /// then. Null if it was before, or there is no telling.</summary>
    public Timestamp? ChangedAt { get; init; }

    /// <summary>What was found wrong with it and has not been found mended since; null if nothing was.</summary>
    public CorruptFile? Corrupt { get; init; }
}
