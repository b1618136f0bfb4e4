namespace SegmentPipeline.Playback;

/// <summary>Counts what a cut has written, tells the progress, and remembers which segments had nothing.</summary>
/// <param name="segments">Segments to be written.</param>
/// <param name="progress">Told after each segment; null for nobody.</param>
internal sealed class CutTally(int segments, IProgress<CutProgress>? progress)
{
    private readonly List<Segment> _empty = [];
    private CutProgress _done = new() { SegmentsDone = 0, Segments = segments, BytesWritten = 0 };

    /// <summary>Segments counted.</summary>
    internal int SegmentsDone => _done.SegmentsDone;

    /// <summary>Bytes counted.</summary>
    internal long BytesWritten => _done.BytesWritten;

    /// <summary>What has come of it.</summary>
    internal CutResult Result => new() { BytesWritten = _done.BytesWritten, EmptySegments = _empty };

    /// <summary>A segment of which so many bytes are in the cut.</summary>
    internal void Add(long bytes)
    {
        _done = _done.Plus(bytes);
        progress?.Report(_done);
    }

    /// <summary>A segment copied whole: without bytes in the cut it had none.</summary>
    internal void AddWhole(Segment segment, long bytes)
    {
        if (bytes == 0) _empty.Add(segment);
        Add(bytes);
    }
}
