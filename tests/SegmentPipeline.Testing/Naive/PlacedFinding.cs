namespace SegmentPipeline.Testing;

/// <summary>A finding and where it belongs in the report of its stream.</summary>
/// <param name="Start">Orders first; microseconds since 1970.</param>
/// <param name="End">Orders third, after the type.</param>
/// <param name="RawPath">Orders last.</param>
/// <param name="Finding">The finding; its cause is left empty, for causes are free text.</param>
internal sealed record PlacedFinding(long Start, long End, string RawPath, Finding Finding)
{
    /// <summary>Place of the type among findings of the same start.</summary>
    internal int TypeOrder => Finding switch
    {
        HoleFinding => 1,
        DegradedFinding => 2,
        OverlapFinding => 3,
        BadNameFinding => 4,
        EmptyFinding => 5,
        StrayFinding => 5,
        _ => 6,
    };
}
