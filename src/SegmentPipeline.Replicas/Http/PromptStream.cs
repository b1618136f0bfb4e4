using System.Net.Sockets;

namespace SegmentPipeline.Replicas;

/// <summary>A connection to a node, on which what comes is acknowledged at once. Nodes that send the head of an answer by itself, as stock
/// ones do, wait with a short body until the head is acknowledged; the kernel keeps that back for some 40 ms, in case there were something
/// to say with it.</summary>
internal sealed class PromptStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int AcknowledgeAtOnce = 12; // TCP_QUICKACK, which does not last: it is set again for each answer.

    internal static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new PromptStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (OperatingSystem.IsLinux()) Hurry();
        return base.ReadAsync(buffer, cancellationToken);
    }

    private void Hurry()
    {
        try
        {
            Socket.SetRawSocketOption(TcpLevel, AcknowledgeAtOnce, [1, 0, 0, 0]);
        }
        catch (SocketException)
        {
            // Reading says what is wrong with the connection.
        }
    }
}
