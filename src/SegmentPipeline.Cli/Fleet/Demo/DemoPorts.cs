using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Cli;

/// <summary>Ports for a demonstration: some in a row of loopback on which nobody listens. They lie below those from which connections go
/// out, of which one could otherwise take a port before its node does.</summary>
internal static class DemoPorts
{
    private const int Lowest = 15_000;
    private const int Highest = 32_000;
    private const int MostTries = 100;

    /// <summary>Finds them.</summary>
    /// <exception cref="FleetClientException">There are none.</exception>
    internal static IEnumerable<int> Find(int count)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var ports = Enumerable.Range(Random.Shared.Next(Lowest, Highest - count), count);
            if (ports.All(IsFree)) return ports;
        }

        throw new FleetClientException("there are no free ports on loopback");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
