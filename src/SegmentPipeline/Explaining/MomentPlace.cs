using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Where a moment lies as seen from the window of a stream, which reaches from its first selected start to its greatest selected
/// end.</summary>
/// <remarks>Source: semantics §4, the window of an audit that is given none.</remarks>
[JsonConverter(typeof(WordJsonConverter<MomentPlace>))]
public enum MomentPlace : byte
{
    /// <summary>In the window: it has a class.</summary>
    Inside,

    /// <summary>The stream has no selected segment at all, and so no window.</summary>
    NoSegments,

    /// <summary>Before the first selected segment.</summary>
    BeforeFirst,

    /// <summary>At or after the greatest selected end.</summary>
    AfterLast,

    /// <summary>Between the two, but so recent that the recorder may still be writing there.</summary>
    Unsettled,
}
