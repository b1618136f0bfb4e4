using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Ports of loopback that nobody has. They lie below those that the system gives to connections that go out, which could otherwise
/// take one before its server does; none is given twice.</summary>
internal static class FreePorts
{
    private const int Lowest = 12_000;
    private const int Highest = 32_000;

    private static readonly HashSet<int> Given = [];

    internal static int Take()
    {
        lock (Given)
        {
            while (true)
            {
                var port = Random.Shared.Next(Lowest, Highest);
                if (IsFree(port) && Given.Add(port)) return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
