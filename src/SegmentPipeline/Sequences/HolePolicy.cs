using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What a selection does about holes.</summary>
[JsonConverter(typeof(WordJsonConverter<HolePolicy>))]
public enum HolePolicy
{
    /// <summary>Reports them in the sequence.</summary>
    Allow,

    /// <summary>Fails at the first one with a <see cref="HoleException"/>.</summary>
    Forbid,
}
