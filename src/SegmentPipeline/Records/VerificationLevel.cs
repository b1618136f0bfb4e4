namespace SegmentPipeline;

/// <summary>How far a verification looks into files; each level finds what the one before it finds. The words are an interface.</summary>
/// <remarks>Source: docs/verification.md §1.</remarks>
public enum VerificationLevel
{
    /// <summary>Reads nothing, and asks for sizes.</summary>
    Sizes,

    /// <summary>Reads the first and the last 64 KiB.</summary>
    Edges,

    /// <summary>Reads every byte once.</summary>
    Full,
}
