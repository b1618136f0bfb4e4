using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>The rule that chose between two segments of one start: the first, in the order of the members, on which they differ.</summary>
/// <remarks>Source: semantics §2.</remarks>
[JsonConverter(typeof(WordJsonConverter<ChoiceRule>))]
public enum ChoiceRule : byte
{
    /// <summary>Full before suspect before partial.</summary>
    Kind,

    /// <summary>Both are full, and one is longer.</summary>
    Duration,

    /// <summary>One is larger. A file whose size cannot be had is smaller than any.</summary>
    Size,

    /// <summary>Both are full, and one hash has the greater bytes.</summary>
    Hash,

    /// <summary>Nothing but the names tells them apart: the first one.</summary>
    Name,
}
