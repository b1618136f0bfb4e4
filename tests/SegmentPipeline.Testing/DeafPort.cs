using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Testing;

/// <summary>A port of loopback that is taken and on which nobody listens: whoever connects is refused. One that was only free a moment ago
/// may be somebody else's by now.</summary>
internal sealed class DeafPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    internal DeafPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    internal int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
