namespace SegmentPipeline.Playback;

/// <summary>What a cut has become.</summary>
/// <param name="BytesWritten">How many bytes it has.</param>
/// <param name="EmptySegments">The segments of the sequence whose files have no bytes, in their order. Nothing of their time is in the cut,
/// although their names promise it.</param>
public sealed record CutResult(long BytesWritten, IReadOnlyList<Segment> EmptySegments);
