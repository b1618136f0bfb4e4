using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A directory entry near a moment, its fate, and what decided it.</summary>
/// <remarks>Source: semantics §1 and §2.</remarks>
[JsonConverter(typeof(MomentEntryJsonConverter))]
public sealed record MomentEntry
{
    /// <summary>The entry.</summary>
    public required EntryPath Path { get; init; }

    /// <summary>What becomes of it.</summary>
    public required EntryFate Fate { get; init; }

    /// <summary>Its first moment, as its name says; null if the name begins with no time.</summary>
    public Timestamp? Start { get; init; }

    /// <summary>The first moment after it; null if its name is not that of a segment.</summary>
    public Timestamp? End { get; init; }

    /// <summary>Its kind; null if its name is not that of a segment.</summary>
    public SegmentKind? Kind { get; init; }

    /// <summary>Whether it has no content, as the hash in its name says, although its kind is full or suspect: it counts as
    /// partial.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Its size, if a choice asked for it.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>The selected segment that supersedes it, or the tombstone that withdraws it.</summary>
    public EntryPath? By { get; init; }

    /// <summary>Why that segment supersedes it.</summary>
    public ChoiceRule? Rule { get; init; }

    /// <summary>What is wrong with a bad name; why an unreadable entry could not be told.</summary>
    public string? Cause { get; init; }

    /// <summary>Where in a bad name the first broken part begins: bytes from its start. All before it is ASCII.</summary>
    public int? Position { get; init; }
}
