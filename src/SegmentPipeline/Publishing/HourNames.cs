namespace SegmentPipeline;

/// <summary>What an hour shows to other nodes: the names by which copies of an archive are compared.</summary>
/// <remarks>Source: semantics §8. Names are bytes, sorted by them.</remarks>
public sealed class HourNames
{
    /// <summary>How the listing went. Names are there only if it was read.</summary>
    public required ListingOutcome Outcome { get; init; }

    /// <summary>Why nothing could be read; null if it was read.</summary>
    public string? Cause { get; init; }

    /// <summary>The files that end in <c>.ts</c> or <c>.json</c>, hidden ones and those that a tombstone withdraws left out. What they are
    /// called has not been looked at further: names that break the grammar are among them.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Files { get; init; } = [];

    /// <summary>The tombstones.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Tombstones { get; init; } = [];

    /// <summary>Files and tombstones, sorted together.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> GetAll()
    {
        if (Tombstones.Count == 0) return Files;
        List<ReadOnlyMemory<byte>> all = [.. Files, .. Tombstones];
        all.Sort(SortedNames.CompareBytes);
        return all;
    }

    /// <summary>Whether other names may be shown while the directory does not change.</summary>
    internal bool MayChangeUnseen { get; init; }

    /// <summary>What is known of them without the names.</summary>
    internal HourNamesSummary Summarize() =>
        new() { Digest = HourNamesDigest.FromNames(GetAll()), SegmentCount = Files.Count(IsSegment) };

    private static bool IsSegment(ReadOnlyMemory<byte> name) =>
        SegmentName.TryParse(name, out var segment) && segment.Kind != SegmentKind.Temporary;
}
