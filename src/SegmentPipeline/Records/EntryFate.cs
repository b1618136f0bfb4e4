using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What becomes of a directory entry. Each meets exactly one fate, tested in the order of the members.</summary>
/// <remarks>Source: semantics §1; <see cref="EntryCounts"/> counts them.</remarks>
[JsonConverter(typeof(WordJsonConverter<EntryFate>))]
public enum EntryFate : byte
{
    /// <summary>Its name starts with a dot.</summary>
    Hidden,

    /// <summary>It is no file, or its name ends neither in <c>.ts</c> nor in <c>.tombstone</c>.</summary>
    Foreign,

    /// <summary>It is a tombstone.</summary>
    [JsonStringEnumMemberName("tombstones")]
    Tombstone,

    /// <summary>A tombstone withdraws it.</summary>
    Tombstoned,

    /// <summary>Its name breaks the grammar.</summary>
    Bad,

    /// <summary>It is still being written.</summary>
    Temporary,

    /// <summary>It was gone when its size was asked.</summary>
    Vanished,

    /// <summary>A better segment has the same start.</summary>
    Superseded,

    /// <summary>It is the best of its start.</summary>
    Selected,

    /// <summary>By its name it would count, but whether it is a file could not be asked. Tested after <see cref="Foreign"/>.</summary>
    Unreadable,
}
