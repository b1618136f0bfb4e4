using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>How far a segment can be trusted; the TYPE of its name.</summary>
/// <remarks>Source: semantics §1. The order of the values is the order of preference.</remarks>
[JsonConverter(typeof(WordJsonConverter<SegmentKind>))]
public enum SegmentKind : byte
{
    /// <summary>Still being written; may vanish at any moment. Never selected.</summary>
    [JsonStringEnumMemberName("temp")]
    Temporary,

    /// <summary>Broke off; its end cannot be trusted.</summary>
    Partial,

    /// <summary>Downloaded completely, but something was odd.</summary>
    Suspect,

    /// <summary>Complete.</summary>
    Full,
}
