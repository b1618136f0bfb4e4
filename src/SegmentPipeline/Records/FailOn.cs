using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Which findings make an audit fail. Each level also fails on what stands before it.</summary>
/// <remarks>Source: semantics §6.</remarks>
[JsonConverter(typeof(WordJsonConverter<FailOn>))]
public enum FailOn
{
    /// <summary>No finding does.</summary>
    None,

    /// <summary>Holes and silent streams do.</summary>
    Hole,

    /// <summary>Holes, silent streams and corrupt files do.</summary>
    Corrupt,

    /// <summary>Holes, silent streams, corrupt files and degraded ranges do.</summary>
    Degraded,

    /// <summary>Holes, silent streams, corrupt files, degraded ranges and overlaps do.</summary>
    Overlap,

    /// <summary>Every finding does.</summary>
    Any,
}
