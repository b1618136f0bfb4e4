namespace SegmentPipeline;

/// <summary>What can be wrong with content, in the order in which it is told.</summary>
/// <remarks>Source: docs/verification.md §2.</remarks>
internal static class CauseTable
{
    private static readonly Row[] Rows =
    [
        new(CorruptCauseKind.Hash, PlainCauses.FindHash) { IsOfPartial = true, IsOfEdges = false },
        new(CorruptCauseKind.Empty, PlainCauses.FindEmpty),
        new(CorruptCauseKind.Container, PlainCauses.FindContainer) { IsOfPartial = true },
        new(CorruptCauseKind.Truncated, PlainCauses.FindTruncated),
        new(CorruptCauseKind.Zeros, PlainCauses.FindZeros) { IsOfPartial = true },
        new(CorruptCauseKind.Sync, PacketCauses.FindSync) { IsOfPartial = true, IsOfEdges = false },
        new(CorruptCauseKind.Error, PacketCauses.FindError) { IsOfPartial = true, IsOfEdges = false },
        new(CorruptCauseKind.Continuity, PacketCauses.FindContinuity) { IsOfPartial = true, IsOfEdges = false },
        new(CorruptCauseKind.Program, PacketCauses.FindProgram),
        new(CorruptCauseKind.Clock, ClockCauses.FindClock),
        new(CorruptCauseKind.Duration, ClockCauses.FindDuration),
    ];

    /// <summary>What is wrong with content that was read.</summary>
    internal static IReadOnlyList<CorruptCause> FindAll(FileContent content)
    {
        List<CorruptCause>? causes = null;
        foreach (var row in Rows)
        {
            if (!row.IsOfPartial && content.Name?.Kind == SegmentKind.Partial) continue;
            if (!row.IsOfEdges && content.Level == VerificationLevel.Edges) continue;
            if (row.Find(content) is { } cause) (causes ??= []).Add(cause);
        }

        return causes ?? (IReadOnlyList<CorruptCause>)[];
    }

    /// <summary>Where a fault probably came from; null if nothing is wrong, or no hash tells.</summary>
    internal static CorruptOrigin? FindOrigin(FileContent content, IReadOnlyList<CorruptCause> causes)
    {
        if (causes.Count == 0 || !content.HasHash) return null;
        if (causes[0].Cause != CorruptCauseKind.Hash) return CorruptOrigin.Before;
        return causes.Count == 1 ? CorruptOrigin.Name : CorruptOrigin.Disk;
    }

    /// <summary>One cause.</summary>
    /// <param name="Kind">Which.</param>
    /// <param name="Find">Finds it; null if it is not there.</param>
    private sealed record Row(CorruptCauseKind Kind, Func<FileContent, CorruptCause?> Find)
    {
        /// <summary>Whether a segment that broke off is judged by it.</summary>
        internal bool IsOfPartial { get; init; }

        /// <summary>Whether the first and last bytes of a file can tell.</summary>
        internal bool IsOfEdges { get; init; } = true;
    }
}
