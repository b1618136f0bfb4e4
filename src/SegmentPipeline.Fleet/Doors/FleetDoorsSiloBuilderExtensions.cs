namespace SegmentPipeline.Fleet;

/// <summary>Puts the doors before the ports of a silo.</summary>
internal static class FleetDoorsSiloBuilderExtensions
{
    /// <summary>Both ports, that of silos and that of clients, and all that this silo connects to.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="doors">The doors; null: there are none, and both ports are on loopback.</param>
    internal static ISiloBuilder UseFleetDoors(this ISiloBuilder silo, FleetDoors? doors) =>
        doors is null ? silo : silo.UseTls(doors.Configure);
}
