namespace SegmentPipeline.Verification;

/// <summary>At which level each cause is found first.</summary>
/// <remarks>Source: docs/verification.md §1.</remarks>
internal static class CauseLevels
{
    private static readonly Dictionary<CorruptCauseKind, VerificationLevel> Levels = new()
    {
        [CorruptCauseKind.Hash] = VerificationLevel.Full,
        [CorruptCauseKind.Empty] = VerificationLevel.Sizes,
        [CorruptCauseKind.Container] = VerificationLevel.Edges,
        [CorruptCauseKind.Truncated] = VerificationLevel.Sizes,
        [CorruptCauseKind.Zeros] = VerificationLevel.Edges,
        [CorruptCauseKind.Sync] = VerificationLevel.Full,
        [CorruptCauseKind.Error] = VerificationLevel.Full,
        [CorruptCauseKind.Continuity] = VerificationLevel.Full,
        [CorruptCauseKind.Program] = VerificationLevel.Edges,
        [CorruptCauseKind.Clock] = VerificationLevel.Edges,
        [CorruptCauseKind.Duration] = VerificationLevel.Edges,
    };

    /// <summary>Whether a file that is right at a level may still have what was found of it before.</summary>
    internal static bool AreAllBeyond(CorruptFile file, VerificationLevel level) => file.Causes.All(cause => Levels[cause.Cause] > level);
}
