namespace SegmentPipeline.Scheduling;

/// <summary>What a check works with.</summary>
/// <param name="Peers">Asks nodes.</param>
/// <param name="Clock">The clock.</param>
internal sealed record CheckSurroundings(HttpClient Peers, TimeProvider Clock);
