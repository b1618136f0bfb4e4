namespace SegmentPipeline;

/// <summary>A file whose content is not what its name promises, or that is no sound transport stream.</summary>
/// <remarks>Source: docs/verification.md §2.</remarks>
public sealed record CorruptFile
{
    /// <summary>Where the file lies.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>Start and end as the name says them.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>The kind that the name says; never <see cref="SegmentKind.Temporary"/>.</summary>
    public required SegmentKind Kind { get; init; }

    /// <summary>Whether the segment is the best of its start; else another supersedes it.</summary>
    public required bool IsSelected { get; init; }

    /// <summary>Where the fault probably came from; null if the hash was not computed.</summary>
    public CorruptOrigin? Origin { get; init; }

    /// <summary>What is wrong, in the order of <see cref="CorruptCauseKind"/>, each kind once; at least one.</summary>
    public required IReadOnlyList<CorruptCause> Causes { get; init; }
}

/// <summary>Where a fault in a file probably came from. The words are an interface.</summary>
/// <remarks>Source: docs/verification.md §2.</remarks>
public enum CorruptOrigin
{
    /// <summary>The hash is right: it was like that when it was written (source, network, recorder).</summary>
    Before,

    /// <summary>The hash is wrong and the structure right: another file's content, or a renamed file.</summary>
    Name,

    /// <summary>Hash and structure are wrong: disk or copy.</summary>
    Disk,
}
