namespace SegmentPipeline.Replicas;

/// <summary>How far filling is.</summary>
public readonly record struct FillProgress
{
    /// <summary>Hours that were compared to find out what is missing.</summary>
    public long Hours { get; init; }

    /// <summary>Segments that are missing here, as far as is known; all of them once the first is fetched.</summary>
    public long Wanted { get; init; }

    /// <summary>Segments that are done with, published or not.</summary>
    public long Done { get; init; }

    /// <summary>Bytes that were published.</summary>
    public long Bytes { get; init; }
}
