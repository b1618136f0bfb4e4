using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A break in a playable sequence.</summary>
/// <param name="Range">Its bounds. May have no length: after a partial segment, whose end cannot be trusted.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="BeforeSegment">Index of the segment that it stands before in <see cref="SegmentSequence.Segments"/>; their count if it
/// stands after the last.</param>
/// <remarks>Source: semantics §3.</remarks>
[JsonConverter(typeof(SequenceHoleJsonConverter))]
public readonly record struct SequenceHole(TimeRange Range, HoleReason Reason, int BeforeSegment)
{
    /// <summary>Reason and bounds in words.</summary>
    public override string ToString() => $"{RecordWords.WordOf(Reason)} hole {Range}";
}
