namespace SegmentPipeline.Playback;

/// <summary>How far a cut is.</summary>
public readonly record struct CutProgress
{
    /// <summary>Segments written.</summary>
    public int SegmentsDone { get; init; }

    /// <summary>Segments to be written.</summary>
    public int Segments { get; init; }

    /// <summary>Bytes written so far.</summary>
    public long BytesWritten { get; init; }

    /// <summary>One segment further.</summary>
    internal CutProgress Plus(long bytes) => this with { SegmentsDone = SegmentsDone + 1, BytesWritten = BytesWritten + bytes };
}
