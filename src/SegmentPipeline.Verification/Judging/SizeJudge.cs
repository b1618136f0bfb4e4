namespace SegmentPipeline;

/// <summary>What the size of a file tells, without a look into it.</summary>
/// <remarks>Source: docs/verification.md §1, level <c>sizes</c>.</remarks>
internal static class SizeJudge
{
    /// <summary>What is wrong with a file of some size. It is taken to begin with a packet, of whatever length.</summary>
    /// <param name="sizeBytes">Its size.</param>
    /// <param name="kind">The kind that its name says; null if it has no name of a segment.</param>
    internal static IReadOnlyList<CorruptCause> FindCauses(long sizeBytes, SegmentKind? kind)
    {
        if (kind == SegmentKind.Partial) return [];
        if (sizeBytes == 0) return [new CorruptCause { Cause = CorruptCauseKind.Empty }];
        return PacketSizes.All.Any(size => sizeBytes % size == 0)
            ? []
            : [new CorruptCause { Cause = CorruptCauseKind.Truncated, BytesOver = sizeBytes % PacketSizes.Plain }];
    }
}
