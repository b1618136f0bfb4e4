namespace SegmentPipeline.Playback;

/// <summary>What a cut has become.</summary>
public sealed record CutResult
{
    /// <summary>How many bytes it has.</summary>
    public required long BytesWritten { get; init; }

    /// <summary>The segments of the sequence whose files have no bytes, in their order. Nothing of their time is in the cut, although their
    /// names promise it.</summary>
    public required IReadOnlyList<Segment> EmptySegments { get; init; }
}
