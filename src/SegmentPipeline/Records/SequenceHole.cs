using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A break in a playable sequence.</summary>
/// <remarks>Source: semantics §3.</remarks>
[JsonConverter(typeof(SequenceHoleJsonConverter))]
public readonly record struct SequenceHole
{
    /// <summary>Its bounds. May have no length: after a partial segment, whose end cannot be trusted.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Why it is there.</summary>
    public required HoleReason Reason { get; init; }

    /// <summary>Index of the segment that it stands before in <see cref="SegmentSequence.Segments"/>; their count if it stands after the
    /// last.</summary>
    public required int BeforeSegment { get; init; }

    /// <summary>Reason and bounds in words.</summary>
    public override string ToString() => $"{RecordWords.WordOf(Reason)} hole {Range}";
}
