namespace SegmentPipeline.Playback;

/// <summary>How far a cut is.</summary>
/// <param name="SegmentsDone">Segments written.</param>
/// <param name="Segments">Segments to be written.</param>
/// <param name="BytesWritten">Bytes written so far.</param>
public readonly record struct CutProgress(int SegmentsDone, int Segments, long BytesWritten)
{
    /// <summary>One segment further.</summary>
    internal CutProgress Plus(long bytes) => this with { SegmentsDone = SegmentsDone + 1, BytesWritten = BytesWritten + bytes };
}
