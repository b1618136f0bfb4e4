using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What covers a moment of a window: the best kind of data there, or why there is none.</summary>
/// <remarks>Source: semantics §4. The classes of a window add up to it, to the microsecond.</remarks>
[JsonConverter(typeof(WordJsonConverter<CoverageClass>))]
public enum CoverageClass : byte
{
    /// <summary>Covered by full segments.</summary>
    Full,

    /// <summary>Covered, at best by suspect segments.</summary>
    Suspect,

    /// <summary>Covered, at best by partial segments.</summary>
    Partial,

    /// <summary>Covered by nothing.</summary>
    Missing,

    /// <summary>Not covered by anything that could be read, in an hour that could not be read.</summary>
    Unknown,

    /// <summary>Neither covered nor expected. Only where something else than everything is expected.</summary>
    Off,
}
