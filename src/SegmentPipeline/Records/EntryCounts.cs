using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>How many directory entries met which fate. Every entry meets exactly one, so they add up to the entries seen.</summary>
/// <remarks>Source: semantics §1, tested in the order of the members; <see cref="Vanished"/> and <see cref="Unreadable"/> join the
/// sum.</remarks>
[JsonConverter(typeof(EntryCountsJsonConverter))]
public readonly record struct EntryCounts
{
    /// <summary>Names that start with a dot.</summary>
    public long Hidden { get; init; }

    /// <summary>Directories, and names that end neither in <c>.ts</c> nor in <c>.tombstone</c>.</summary>
    public long Foreign { get; init; }

    /// <summary>Names that end in <c>.tombstone</c>.</summary>
    public long Tombstones { get; init; }

    /// <summary>Segments withdrawn by a tombstone of the same stem.</summary>
    public long Tombstoned { get; init; }

    /// <summary><c>.ts</c> names that break the grammar.</summary>
    public long Bad { get; init; }

    /// <summary>Segments still being written.</summary>
    public long Temporary { get; init; }

    /// <summary>Segments that lost to a better one with the same start.</summary>
    public long Superseded { get; init; }

    /// <summary>The best segments of their starts.</summary>
    public long Selected { get; init; }

    /// <summary>Files that were gone when their size was asked.</summary>
    public long Vanished { get; init; }

    /// <summary>Names that end in <c>.ts</c> or <c>.tombstone</c> of which could not be asked whether they are files.</summary>
    public long Unreadable { get; init; }

    /// <summary>All entries: the sum of all fates.</summary>
    public long Total => Hidden + Foreign + Tombstones + Tombstoned + Bad + Temporary + Superseded + Selected + Vanished + Unreadable;

    /// <summary>Fate by fate, the sum of two.</summary>
    public static EntryCounts operator +(EntryCounts left, EntryCounts right) => new()
    {
        Hidden = left.Hidden + right.Hidden,
        Foreign = left.Foreign + right.Foreign,
        Tombstones = left.Tombstones + right.Tombstones,
        Tombstoned = left.Tombstoned + right.Tombstoned,
        Bad = left.Bad + right.Bad,
        Temporary = left.Temporary + right.Temporary,
        Superseded = left.Superseded + right.Superseded,
        Selected = left.Selected + right.Selected,
        Vanished = left.Vanished + right.Vanished,
        Unreadable = left.Unreadable + right.Unreadable,
    };

    /// <summary>The sum of two; the same as the operator.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static EntryCounts Add(EntryCounts left, EntryCounts right) => left + right;
}
