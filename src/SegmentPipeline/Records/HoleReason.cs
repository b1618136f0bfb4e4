using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Why a playable sequence has a hole.</summary>
/// <remarks>Source: semantics §3.</remarks>
[JsonConverter(typeof(WordJsonConverter<HoleReason>))]
public enum HoleReason : byte
{
    /// <summary>The first segment starts after the range does.</summary>
    Leading,

    /// <summary>The next segment starts later than the tolerance allows.</summary>
    Gap,

    /// <summary>The segment before is not full: its end cannot be trusted.</summary>
    AfterPartial,

    /// <summary>The last segment ends before the range does, or is not full.</summary>
    Trailing,

    /// <summary>Nothing at all: the hole spans the range.</summary>
    Empty,
}
