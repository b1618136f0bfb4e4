using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What is known of a part of a hole.</summary>
[JsonConverter(typeof(WordJsonConverter<HoleVerdict>))]
public enum HoleVerdict
{
    /// <summary>At least one replica covers it.</summary>
    Fillable,

    /// <summary>Only another quality of the channel covers it, here or there.</summary>
    Lower,

    /// <summary>Some replica could not say.</summary>
    Unknown,

    /// <summary>Nobody has it.</summary>
    Nowhere,
}
