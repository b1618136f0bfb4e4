namespace SegmentPipeline.Fleet;

/// <summary>Where the fleet keeps what outlives a silo.</summary>
internal static class FleetStorage
{
    /// <summary>Name of the storage of all grains.</summary>
    internal const string Name = "fleet";
}
