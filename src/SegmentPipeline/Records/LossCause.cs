using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Where a hole or a degraded range came from, as far as the record tells.</summary>
/// <remarks>Source: docs/causes.md. <see cref="LossCauses"/> has their words and sentences.</remarks>
[JsonConverter(typeof(WordJsonConverter<LossCause>))]
public enum LossCause
{
    /// <summary>Nothing in the record tells.</summary>
    Undetermined,

    /// <summary>All channels lost that time, in all copies.</summary>
    Everywhere,

    /// <summary>All channels lost it here, and another copy has it.</summary>
    Node,

    /// <summary>All qualities of the channel lost it, in all copies.</summary>
    Source,

    /// <summary>This quality alone lost it; the others of the channel have it.</summary>
    Quality,

    /// <summary>Something there could not be read, was corrupt, or has vanished since the last audit.</summary>
    Disk,

    /// <summary>A new session of the encoder begins there.</summary>
    Restart,
}
